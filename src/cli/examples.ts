import type { Command } from 'commander';

/** Lines to try, by the words of a command: they stand below its help, and in the man page. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  '': ['btl analyze page.html', 'curl -fsSL https://example.org/article | btl extract -', 'btl serve --port 8000'],
  extract: [
    'btl extract page.html > thread.json',
    'curl -fsSL https://example.org/article | btl extract - --url https://example.org/article',
    'btl extract comments.csv --thread 5',
  ],
  analyze: [
    'btl analyze page.html --target "the harbour bridge" "the council"',
    'btl analyze page.html --format json > analysis.json',
  ],
  targets: ['btl targets page.html', 'btl targets page.html --format json'],
  classify: [
    'btl classify comments.jsonl > classified.jsonl',
    'btl classify comments.jsonl.gz --threads 8 --resume classified.jsonl',
    'btl classify comments.csv --text Comment > classified.csv',
  ],
  report: ['btl report page.html --target "the bridge" --out report.html'],
  serve: [
    'btl serve --port 8000 --feedback decisions.jsonl',
    'btl serve --keys keys.txt --public-url https://toxicity.example.org',
  ],
  label: ['btl label page.html --out labels', 'btl label comments.jsonl --out labels --as ida --ask toxicity'],
  threshold: ['btl threshold comments.jsonl --share 0.02', 'btl threshold scored.jsonl --at 0.8'],
  train: [
    'btl train toxicity --data labelled.jsonl --out model',
    'btl train stance --scorer encoder --data labelled.jsonl --out model',
  ],
  evaluate: ['btl evaluate toxicity --data labelled.jsonl', 'btl evaluate stance --data labelled.jsonl --model model'],
  compare: ['btl compare shipped model --on comments.jsonl'],
  release: [
    'btl release encoder --toxicity toxicity.jsonl --stance stance.jsonl --reply reply.jsonl --golden threads.jsonl --release 1.0.0 --out model',
  ],
  dataset: ['btl dataset check train.jsonl dev.jsonl', 'btl dataset convert labels.csv --preview'],
  'dataset check': ['btl dataset check train.jsonl dev.jsonl test.jsonl'],
  'dataset convert': [
    'btl dataset convert labels.csv --preview',
    'btl dataset convert labels.csv --map text=Comment toxicity=Rating --values toxicity:1..5 > labelled.jsonl',
  ],
  'dataset split': ['btl dataset split labelled.jsonl --out parts --shares 0.8,0.1,0.1'],
  'dataset expand': ['btl dataset expand templates.jsonl --groups groups.json --out rows'],
  'dataset join': ['btl dataset join readings.jsonl --corpora corpora --pages pages --out joined'],
  'dataset reword': ['btl dataset reword stance.jsonl --wordings wordings.jsonl > reworded.jsonl'],
  'dataset agreement': ['btl dataset agreement second.jsonl first.jsonl'],
  worker: ['btl worker --redis redis://localhost:6379 --metrics 9100'],
  completion: [
    'btl completion bash > ~/.local/share/bash-completion/completions/btl',
    'btl completion zsh > "$fpath[1]/_btl"',
    'btl completion fish > ~/.config/fish/completions/btl.fish',
  ],
};

/** Puts its examples below the help of a command, and of those within it. */
export function withExamples(command: Command, path: readonly string[] = []): Command {
  const lines = EXAMPLES[path.join(' ')] ?? [];
  if (lines.length > 0) command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  for (const inner of command.commands) withExamples(inner, [...path, inner.name()]);
  return command;
}
