/** An element, a text, or the document around all. Comments and document types are not kept. */
export type ChildNode = Element | Text;
export type ParentNode = Element | Document;

/** A run of text, entities decoded. */
export class Text {
  readonly type = 'text';
  data: string;
  parent: ParentNode | null = null;
  prev: ChildNode | null = null;
  next: ChildNode | null = null;

  constructor(data: string) {
    this.data = data;
  }
}

/** An element. Names are in lower case. */
export class Element {
  readonly type = 'tag';
  readonly name: string;
  readonly attribs: Record<string, string>;
  readonly children: ChildNode[] = [];
  parent: ParentNode | null = null;
  prev: ChildNode | null = null;
  next: ChildNode | null = null;

  constructor(name: string, attribs: Record<string, string>) {
    this.name = name;
    this.attribs = attribs;
  }
}

/** A document, whose child is the `html` element. */
export class Document {
  readonly type = 'root';
  readonly children: ChildNode[] = [];
  readonly parent = null;
  readonly prev = null;
  readonly next = null;
}

export function isTag(node: ChildNode | ParentNode): node is Element {
  return node.type === 'tag';
}

export function isText(node: ChildNode): node is Text {
  return node.type === 'text';
}

/** Puts a node without a parent behind the last child of `parent`. */
export function append(parent: ParentNode, node: ChildNode): void {
  const { children } = parent;
  const last = children.length === 0 ? null : children[children.length - 1]!;
  node.parent = parent;
  node.prev = last;
  if (last !== null) last.next = node;
  children.push(node);
}

/** Puts a node without a parent before `reference`, which has one. */
export function insertBefore(reference: ChildNode, node: ChildNode): void {
  const { parent, prev } = reference;
  node.parent = parent;
  node.prev = prev;
  node.next = reference;
  if (prev !== null) prev.next = node;
  reference.prev = node;
  parent!.children.splice(parent!.children.lastIndexOf(reference), 0, node);
}

/** Takes a node out of its parent, if it has one. */
export function detach(node: ChildNode): void {
  const { parent, prev, next } = node;
  if (parent === null) return;
  if (next === null) parent.children.pop();
  else parent.children.splice(parent.children.lastIndexOf(node), 1);
  if (prev !== null) prev.next = next;
  if (next !== null) next.prev = prev;
  node.parent = null;
  node.prev = null;
  node.next = null;
}

/** Moves all children of one element to the end of another. */
export function moveChildren(from: Element, to: Element): void {
  for (const child of from.children.splice(0)) {
    child.prev = null;
    child.next = null;
    append(to, child);
  }
}
