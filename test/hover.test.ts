import { resolve } from 'node:path';
import * as ts from 'typescript';
import { expect, it } from 'vitest';
import { REPLY_LABELS, STANCE_LABELS, TOXICITY_ATTRIBUTES } from '../src/tasks.ts';

const DIST = resolve(import.meta.dirname, '../dist/index.d.ts');
/** Labels say what they are; what stands under one is said where the labels begin. */
const LABELS = new Set<string>([...TOXICITY_ATTRIBUTES, ...STANCE_LABELS, ...REPLY_LABELS]);
/** What people get results as. */
const RESULTS = ['Thread', 'Classification', 'ClassifiedThread', 'Analysis', 'Target'];

it('an editor says of every field of every result what it is', () => {
  const program = ts.createProgram([DIST], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    skipLibCheck: true,
    strict: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const face = checker.getSymbolAtLocation(program.getSourceFile(DIST)!)!;
  const exported = new Map(checker.getExportsOfModule(face).map((symbol) => [symbol.name, symbol]));
  const silent: string[] = [];
  let fields = 0;

  const walk = (type: ts.Type, path: string, depth: number): void => {
    if (type.isUnion()) {
      for (const one of type.types) walk(one, path, depth);
      return;
    }
    const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (element !== undefined && (checker.isArrayType(type) || checker.isTupleType(type))) walk(element, path, depth);
    else if ((type.flags & ts.TypeFlags.Object) !== 0 && depth < 6) {
      for (const field of type.getProperties()) {
        const name = `${path}.${field.name}`;
        fields++;
        if (!LABELS.has(field.name) && field.getDocumentationComment(checker).length === 0) silent.push(name);
        walk(checker.getTypeOfSymbol(field), name, depth + 1);
      }
    }
  };

  for (const name of RESULTS) {
    const symbol = exported.get(name)!;
    const target = (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
    walk(checker.getDeclaredTypeOfSymbol(target), name, 0);
  }
  expect(fields).toBeGreaterThan(100);
  expect([...new Set(silent)]).toEqual([]);
}, 300_000);
