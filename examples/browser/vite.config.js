// The encoder's code is a chunk of its own, which takes a worker of modules.
export default { base: './', worker: { format: 'es' } };
