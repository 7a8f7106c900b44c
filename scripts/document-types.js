// Puts what the sources say of each field of a schema into the declarations of the build, where editors show it.
// TypeScript writes inferred types without comments.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/** Where schemas stand that people get results of. */
const SOURCES = [
  'src/schemas.ts',
  'src/summary-schemas.ts',
  'src/server/v1/schemas.ts',
  'src/server/perspective/schemas.ts',
];

/** Documents the declarations in a folder, and returns how many fields were. */
export function documentTypes(folder, root = '.') {
  const schemas = new Map(SOURCES.flatMap((file) => [...schemasIn(join(root, file))]));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
  let fields = 0;
  for (const file of files.map((name) => join(folder, name))) {
    const text = readFileSync(file, 'utf8');
    const comments = commentsFor(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), schemas);
    fields += comments.length;
    if (comments.length > 0) writeFileSync(file, withComments(text, comments));
  }
  return fields;
}

/** The initial values of the constants of a file, by their names. */
function schemasIn(path) {
  const schemas = new Map();
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) schemas.set(name.text, initializer);
  }
  return schemas;
}

/** Returns the fields that a schema's expression has, by name: those of its own objects, and of schemas that it names. */
function fieldsOf(node, schemas, fields = new Map(), seen = new Set()) {
  const visit = (part) => {
    if (ts.isPropertyAssignment(part) || ts.isShorthandPropertyAssignment(part)) {
      if (!fields.has(part.name.text)) fields.set(part.name.text, part);
      return;
    }
    if (ts.isIdentifier(part) && schemas.has(part.text) && !seen.has(part.text)) {
      seen.add(part.text);
      fieldsOf(schemas.get(part.text), schemas, fields, seen);
    }
    ts.forEachChild(part, visit);
  };
  visit(node);
  return fields;
}

/** Returns the comment on a field; where it has none, that on the first schema which its value names. */
function commentOn(field, schemas) {
  const [own] = ts.getJSDocCommentsAndTags(field);
  if (own !== undefined) return own;
  let found;
  const visit = (node) => {
    if (found !== undefined || ts.isPropertyAssignment(node)) return;
    if (ts.isIdentifier(node) && schemas.has(node.text))
      [found] = ts.getJSDocCommentsAndTags(schemas.get(node.text).parent.parent.parent);
    ts.forEachChild(node, visit);
  };
  visit(ts.isPropertyAssignment(field) ? field.initializer : field.name);
  return found;
}

/** Returns where which comment belongs in a file of declarations. */
function commentsFor(file, schemas) {
  const found = [];
  const walk = (type, fields) => {
    const visit = (node) => {
      if (!ts.isPropertySignature(node)) return ts.forEachChild(node, visit);
      const field = fields.get(node.name.text);
      if (field === undefined) return ts.forEachChild(node, visit);
      const comment = commentOn(field, schemas);
      if (comment !== undefined && ts.getJSDocCommentsAndTags(node).length === 0)
        found.push({ at: node.getStart(file), text: comment.getText().replace(/\s*\n\s*\*\s*(?!\/)/g, ' ') });
      const value = ts.isPropertyAssignment(field) ? field.initializer : schemas.get(field.name.text);
      if (value === undefined || node.type === undefined) return;
      const inner = fieldsOf(value, schemas);
      // What was handed to a function that makes schemas is named around it.
      walk(node.type, inner.size > 0 ? inner : fields);
    };
    visit(type);
  };
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, type } of statement.declarationList.declarations) {
      const schema = schemas.get(name.text.replace(/\$\d+$/, ''));
      if (schema !== undefined && type !== undefined) walk(type, fieldsOf(schema, schemas));
    }
  }
  return found;
}

/** From the end to the start, so that places stay where they are. */
const withComments = (text, comments) =>
  comments
    .toSorted((a, b) => b.at - a.at)
    .reduce((result, { at, text: comment }) => `${result.slice(0, at)}${comment} ${result.slice(at)}`, text);
