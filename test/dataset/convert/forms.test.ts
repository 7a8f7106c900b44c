import { readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkedRows, openSource } from '../../../src/dataset/convert/convert.ts';
import type { Preview, SourceOptions } from '../../../src/dataset/convert/source.ts';
import { FORMS } from '../../../src/dataset/index.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-forms-'));
let files = 0;

/** Converts a file as what it is found to be: the form, its rows, what is left out, and what the values are read as. */
async function convert(content: string | Uint8Array, options: SourceOptions = {}, kind: string | null = null) {
  const path = join(folder, `${++files}.txt`);
  await writeFile(path, content);
  const form = FORMS.find(({ name }) => name === kind) ?? null;
  const { preview, rows } = await openSource(form, [path], options);
  const read: unknown[] = [];
  const left: string[] = [];
  for await (const one of checkedRows(rows)) {
    if ('json' in one) read.push(JSON.parse(one.json));
    else left.push(one.message);
  }
  return { form: preview?.form, rows: read as Record<string, unknown>[], left, reads: readsOf(preview!) };
}

const readsOf = ({ values }: Preview) =>
  Object.fromEntries(
    values.map(({ field, values: all }) => [field, Object.fromEntries(all.map(({ value, reads }) => [value, reads]))]),
  );
const json = (value: unknown) => JSON.stringify(value);
const lines = (...records: object[]) => records.map(json).join('\n');
const labelsOf = (rows: readonly Record<string, unknown>[]) => rows.map(({ labels, stance }) => labels ?? stance);

const CLOWN = 'What a clown you are.';
const FERRY = 'The ferry leaves at nine.';
/** With a character of two UTF-16 units and one code point before the span. */
const EMOJI = '🚢 What a clown.';

describe('a table', () => {
  const columns = { text: 'comment', toxicity: 'is_toxic' };

  it.each<[string, string[], (number | string)[]]>([
    ['true and false', ['True', 'FALSE'], [1, 0]],
    ['yes and no', ['Yes', 'no'], [1, 0]],
    ['0 and 1', ['1', '0'], [1, 0]],
    ['shares', ['0.25', '"0,75"', '1e-1'], [0.25, 0.75, 0.1]],
    ['per cent', ['100', '0', '37.5'], [1, 0, 0.375]],
    ['per cent with a sign', ['90 %', '5%'], [0.9, 0.05]],
    ['words', ['toxic', 'non-toxic', 'not_toxic', 'Clean', 'abusive', 'neutral'], [1, 0, 0, 0, 1, 0]],
  ])('reads %s', async (_, cells, labels) => {
    const { rows } = await convert(`comment,is_toxic\n${cells.map((cell, i) => `text ${i},${cell}\n`).join('')}`, {
      columns,
    });
    expect(rows).toEqual(labels.map((toxicity, i) => ({ text: `text ${i}`, labels: { toxicity } })));
  });

  it('takes a missing label for unknown, and a row without any for none', async () => {
    const all = { ...columns, threat: 'threat' };
    const { rows, left } = await convert('comment,is_toxic,threat\na,1,\nb,null,NaN\nc,n/a,0\n', { columns: all });
    expect(labelsOf(rows)).toEqual([{ toxicity: 1 }, { threat: 0 }]);
    expect(left).toEqual(['line 3: has no label']);
  });

  it.each(['0,1,2', '1,5,3', '-1,0,1', 'maybe,1,0'])(
    'does not guess what %s mean, and says how to say it',
    async (cells) => {
      const { rows, left } = await convert(
        `comment,is_toxic\n${cells
          .split(',')
          .map((cell) => `t,${cell}\n`)
          .join('')}`,
        { columns },
      );
      const odd = cells.split(',').find((cell) => !/^[01]$/.test(cell))!;
      expect(left.some((message) => message.includes(`is_toxic is ${json(odd)}, expected a number from 0 to 1`))).toBe(
        true,
      );
      expect(left.join()).toMatch(/--values toxicity:VALUE=1 says what a value means/);
      if (odd !== 'maybe') expect(rows).toEqual([]);
    },
  );

  it('reads values as it is told', async () => {
    const table = 'comment,is_toxic\na,0\nb,1\nc,2\nd,skip\n';
    const { rows, left, reads } = await convert(table, { columns, values: ['toxicity:0..2', 'toxicity:skip='] });
    expect(labelsOf(rows)).toEqual([{ toxicity: 0 }, { toxicity: 0.5 }, { toxicity: 1 }]);
    expect(left).toEqual(['line 5: has no label']);
    expect(reads).toEqual({ toxicity: { 0: '0', 1: '0.5', 2: '1', skip: 'unknown' } });
    const named = { columns, values: ['toxicity:2=0', 'toxicity:0=toxic', 'toxicity:1=0.5', 'toxicity:skip=no'] };
    expect(labelsOf((await convert(table, named)).rows)).toEqual([1, 0.5, 0, 0].map((toxicity) => ({ toxicity })));
    await expect(convert(table, { columns, values: ['mood:a=1'] })).rejects.toThrow(/expected field:value=label or/);
  });

  it.each([
    ['FAVOR,AGAINST,NONE', ['favor', 'against', 'none']],
    ['Pro,CON,Neutral', ['favor', 'against', 'none']],
    ['SUPPORT,deny,query', ['favor', 'against', 'none']],
    ['1,-1,0', ['favor', 'against', 'none']],
  ])('reads %s as stances', async (cells, stances) => {
    const table = `text,target,stance\n${cells
      .split(',')
      .map((cell) => `t,free ferries,${cell}\n`)
      .join('')}`;
    const { rows } = await convert(table);
    expect(rows).toEqual(stances.map((stance) => ({ text: 't', target: 'free ferries', stance })));
  });

  it('reads stances towards a comment, and a target that all rows have', async () => {
    const reply = { columns: { text: 'a', parent: 'b', stance: 'c' } };
    expect((await convert('a,b,c\nNo.,Yes.,disagree\nHm.,Yes.,comment\n', reply)).rows).toMatchObject([
      { parent: 'Yes.', stance: 'disagree' },
      { stance: 'neutral' },
    ]);
    const fixed = { columns: { text: 'a', stance: 'c' }, fixed: { target: 'the ferry', source: 'ours' } };
    expect((await convert('a,b,c\nNo.,Yes.,con\n', fixed)).rows).toEqual([
      { text: 'No.', target: 'the ferry', source: 'ours', stance: 'against' },
    ]);
  });

  it('finds columns by their names where none is named, and says which it lacks', async () => {
    const { rows } = await convert('id;Comment;is_toxic;identity_hate;note\n7;a;yes;no;x\n');
    expect(rows).toEqual([{ id: '7', text: 'a', labels: { toxicity: 1, identity_attack: 0 } }]);
    await expect(convert('a,b\n1,2\n')).rejects.toThrow(/no column for text; expected --map.*has a, b/);
    await expect(convert('text,b\n1,2\n')).rejects.toThrow(/no column for a label/);
    await expect(convert('a,b\n1,2\n', { columns: { text: 'a', mood: 'b' } })).rejects.toThrow(/no such field: mood/);
    await expect(convert('a,b\n1,2\n', { columns: { text: 'a', toxicity: 'c' } })).rejects.toThrow(
      /lacks the column c; it has a, b/,
    );
  });

  it('reads JSON lines and lists, nested fields and numbers', async () => {
    const records = [
      { id: 7, data: { body: 'a' }, toxic: true },
      { id: 1, data: { body: 'b' }, toxic: null },
    ];
    const options = { columns: { id: 'id', text: 'data.body', toxicity: 'toxic' } };
    for (const content of [lines(...records), json(records)]) {
      const { rows, left } = await convert(content, options);
      expect([rows, left]).toEqual([[{ id: '7', text: 'a', labels: { toxicity: 1 } }], ['line 2: has no label']]);
    }
  });

  it.each([
    ['semicolons', 'comment;is_toxic\nWell, no;1\n'],
    ['windows-1252', Buffer.from('comment,is_toxic\n"Well, no",1\nCaf\xe9 \x96 so,0\n', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffcomment\tis_toxic\nWell, no\t1\nCafé – so\t0\n', 'utf16le')],
    ['a bad quotation mark', 'comment,is_toxic\n"Bad,0\n"Well, no",1\n'],
  ])('loses nothing to %s', async (_, content) => {
    const { rows, left } = await convert(content, { columns });
    expect(rows[0]).toEqual({ text: 'Well, no', labels: { toxicity: 1 } });
    if (content instanceof Buffer) expect(rows[1]).toMatchObject({ text: 'Café – so' });
    expect(left).toEqual(
      String(content).includes('Bad') ? [expect.stringMatching(/^line 2: has a quotation mark/)] : [],
    );
  });
});

describe('label-studio', () => {
  const choices = (...names: string[]) => ({
    type: 'choices',
    from_name: 'tox',
    to_name: 'text',
    value: { choices: names },
  });
  const span = { type: 'labels', from_name: 'span', value: { start: 10, end: 15, text: 'clown', labels: ['insult'] } };
  const tasks = [
    {
      id: 1,
      data: { text: CLOWN },
      annotations: [{ result: [choices('toxic', 'insult')] }, { result: [choices('toxic')] }],
    },
    {
      id: 2,
      data: { text: FERRY },
      annotations: [{ result: [choices('clean')] }, { was_cancelled: true, result: [choices('toxic')] }],
    },
    { id: 3, data: { text: EMOJI }, annotations: [{ result: [choices('toxic'), span] }] },
    { id: 4, data: { text: 'Nobody read this.' }, annotations: [] },
  ];

  it('reads JSON: shares of annotators, spans in UTF-16 units, without tasks that nobody did', async () => {
    const { form, rows, left, reads } = await convert(json(tasks));
    expect(form).toBe('label-studio');
    expect(rows).toEqual([
      { id: '1', text: CLOWN, source: 'label-studio', labels: { toxicity: 1, insult: 0.5 } },
      { id: '2', text: FERRY, source: 'label-studio', labels: { toxicity: 0, insult: 0 } },
      { id: '3', text: EMOJI, source: 'label-studio', labels: { toxicity: 1, insult: 1 }, spans: [[10, 15]] },
    ]);
    expect(EMOJI.slice(10, 15)).toBe('clown');
    expect(left).toEqual(['line 4: has no annotation']);
    expect(reads).toEqual({ labels: { toxic: 'toxicity 1', insult: 'insult 1', clean: 'clean' } });
  });

  it('reads JSON-MIN and CSV, an annotation a line', async () => {
    const own = { annotator: 1, annotation_id: 1, created_at: '2024-06-10T07:00:00Z', updated_at: '', lead_time: 2.5 };
    const min = [
      { text: CLOWN, id: 1, tox: { choices: ['toxic', 'insult'] }, ...own },
      { text: CLOWN, id: 1, tox: 'toxic', ...own, annotation_id: 2, annotator: 2 },
      { text: FERRY, id: 2, tox: 'clean', ...own, annotation_id: 3 },
      { text: EMOJI, id: 3, tox: 'toxic', span: [{ start: 10, end: 15, text: 'clown', labels: ['insult'] }], ...own },
    ];
    const rows = [
      { id: '1', text: CLOWN, source: 'label-studio', labels: { toxicity: 1, insult: 0.5 } },
      { id: '2', text: FERRY, source: 'label-studio', labels: { toxicity: 0, insult: 0 } },
      { id: '3', text: EMOJI, source: 'label-studio', labels: { toxicity: 1, insult: 1 }, spans: [[10, 15]] },
    ];
    expect(await convert(json(min))).toMatchObject({ form: 'label-studio', rows });
    const header = ['text', 'id', 'tox', 'span', ...Object.keys(own)];
    const cell = (value: unknown) => (typeof value === 'object' ? json(value) : String(value ?? ''));
    const table = [header, ...min.map((row) => header.map((name) => cell((row as Record<string, unknown>)[name])))];
    const csv = table.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\n');
    expect(await convert(csv)).toMatchObject({ form: 'label-studio', rows });
  });

  it('says which name it does not understand, and takes what it is told', async () => {
    const task = (name: string) => ({
      id: 1,
      data: { text: 'a', topic: 'buses' },
      annotations: [{ result: [choices(name)] }],
    });
    expect((await convert(json([task('Spicy')]))).left).toEqual([
      expect.stringMatching(/label "Spicy" is no attribute or stance; --values labels:NAME/),
    ]);
    const { rows } = await convert(json([task('Spicy'), task('Mild')]), {
      values: ['labels:Spicy=toxic', 'labels:Mild=clean'],
    });
    expect(labelsOf(rows)).toEqual([{ toxicity: 1 }, { toxicity: 0 }]);
    const stance = await convert(json([task('Pro'), task('None')]), { columns: { target: 'topic' } });
    expect(stance.rows).toMatchObject([{ target: 'buses', stance: 'favor' }, { stance: 'none' }]);
    expect((await convert(json([task('Pro')]))).left).toEqual([expect.stringContaining('has a stance and no target')]);
  });
});

describe('doccano', () => {
  const rows = [
    { text: CLOWN, source: 'doccano', labels: { toxicity: 1, insult: 1 } },
    { text: FERRY, source: 'doccano', labels: { toxicity: 0, insult: 0 } },
  ];

  it.each([
    [
      'JSON lines',
      lines(
        { id: 1, text: CLOWN, label: ['toxic', 'insult'], Comments: [] },
        { id: 2, text: FERRY, label: [], Comments: [] },
      ),
    ],
    [
      'JSON',
      json([
        { id: 1, text: CLOWN, label: ['toxic', 'insult'], Comments: [] },
        { id: 2, text: FERRY, label: [], Comments: [] },
      ]),
    ],
    ['fastText', `__label__toxic __label__insult ${CLOWN}\n__label__clean ${FERRY}\n`],
    ['CSV', `id,text,label,Comments\n1,${CLOWN},toxic#insult,\n2,${FERRY},,\n`],
  ])('reads %s', async (_, content) => {
    const { form, rows: read } = await convert(content);
    expect([form, read.map(({ id, ...row }) => row)]).toEqual(['doccano', rows]);
  });

  it('reads spans, whose offsets count code points', async () => {
    const records = [
      { id: 1, text: EMOJI, label: [[9, 14, 'insult']], Comments: [] },
      { id: 2, text: EMOJI, entities: [{ id: 5, label: 'insult', start_offset: 9, end_offset: 14 }], relations: [] },
      { id: 3, text: FERRY, label: [], Comments: [] },
    ];
    const { rows: read } = await convert(lines(...records));
    expect(read).toMatchObject([
      { labels: { insult: 1 }, spans: [[10, 15]] },
      { labels: { insult: 1 }, spans: [[10, 15]] },
      { labels: { insult: 0 } },
    ]);
  });
});

describe('prodigy', () => {
  it('reads binary answers, choices and spans, and nothing that was ignored', async () => {
    const own = { _input_hash: 5, _task_hash: 6 };
    const { form, rows, left } = await convert(
      lines(
        { text: CLOWN, label: 'INSULT', answer: 'accept', ...own },
        { text: FERRY, label: 'INSULT', answer: 'reject', ...own },
        { text: 'Hm.', label: 'INSULT', answer: 'ignore', ...own },
        { text: CLOWN, options: [{ id: 'TOXIC' }, { id: 'THREAT' }], accept: ['TOXIC'], answer: 'accept', ...own },
        {
          text: EMOJI,
          spans: [{ start: 9, end: 14, label: 'INSULT', token_start: 3, token_end: 3 }],
          answer: 'accept',
          ...own,
        },
      ),
    );
    expect(form).toBe('prodigy');
    expect(labelsOf(rows)).toEqual([
      { insult: 1 },
      { insult: 0 },
      { insult: 0, toxicity: 1 },
      { insult: 1, toxicity: 0 },
    ]);
    expect(rows[3]).toMatchObject({ id: '5', spans: [[10, 15]] });
    expect(left).toEqual(['line 3: was answered with ignore']);
  });
});

describe('argilla', () => {
  it('reads records of version 2, flat or not, and of version 1', async () => {
    const responses = [
      { value: ['toxic', 'insult'], user_id: 'u1', status: 'submitted' },
      { value: ['toxic'], user_id: 'u2', status: 'submitted' },
      { value: ['clean'], user_id: 'u3', status: 'discarded' },
    ];
    const shares = [{ text: CLOWN, labels: { toxicity: 1, insult: 0.5 } }];
    const nested = { id: 'r1', fields: { text: CLOWN }, metadata: {}, suggestions: {}, responses: { kind: responses } };
    const flat = {
      id: 'r1',
      text: CLOWN,
      'kind.responses': responses.map(({ value }) => value),
      'kind.responses.users': ['u1', 'u2', 'u3'],
      'kind.responses.status': ['submitted', 'submitted', 'discarded'],
    };
    for (const record of [nested, flat])
      expect(await convert(json([record]))).toMatchObject({ form: 'argilla', rows: shares });
    const old = [
      {
        text: CLOWN,
        inputs: { text: CLOWN },
        annotation: ['toxic', 'insult'],
        annotation_agent: 'a',
        prediction: null,
      },
      { text: null, inputs: { comment: FERRY }, annotation: [], annotation_agent: 'a' },
      { text: 'Open.', inputs: { text: 'Open.' }, annotation: null, annotation_agent: null },
    ];
    const { form, rows, left } = await convert(json(old));
    expect([form, labelsOf(rows)]).toEqual([
      'argilla',
      [
        { toxicity: 1, insult: 1 },
        { toxicity: 0, insult: 0 },
      ],
    ]);
    expect(left).toEqual(['line 3: has no response']);
  });

  it('reads spans of both versions', async () => {
    const value = [{ label: 'insult', start: 9, end: 14 }];
    const records = [
      { fields: { text: EMOJI }, responses: { span: [{ value, user_id: 'u', status: 'submitted' }] } },
      { text: EMOJI, tokens: [], annotation: [['insult', 9, 14]], annotation_agent: 'a' },
    ];
    for (const record of records)
      expect((await convert(json([record]))).rows).toMatchObject([{ labels: { insult: 1 }, spans: [[10, 15]] }]);
  });
});

describe('inception', () => {
  it('reads WebAnno TSV: a text a sentence, spans over tokens, offsets of the document', async () => {
    const content = [
      '#FORMAT=WebAnno TSV 3.3',
      '#T_SP=custom.Toxic|kind',
      '',
      '',
      `#Text=${EMOJI}`,
      '1-1\t0-2\t🚢\t_\t',
      '1-2\t3-7\tWhat\t_\t',
      '1-3\t8-9\ta\tinsult[1]\t',
      '1-4\t10-15\tclown\tinsult[1]|threat\t',
      '1-5\t15-16\t.\t_\t',
      '',
      '#Text=The ferry\\tleaves.',
      '2-1\t17-20\tThe\t_\t',
      '2-2\t21-26\tferry\t_\t',
      '',
    ].join('\n');
    const { form, rows } = await convert(content);
    expect(form).toBe('inception');
    expect(rows).toEqual([
      { text: EMOJI, source: 'inception', labels: { insult: 1, threat: 1 }, spans: [[8, 15]] },
      { text: 'The ferry\tleaves.', source: 'inception', labels: { insult: 0, threat: 0 } },
    ]);
  });
});

describe('spacy', () => {
  it('reads documents as JSON: categories as shares, entities and span groups', async () => {
    const { form, rows } = await convert(
      lines(
        { text: CLOWN, cats: { TOXIC: 0.75, INSULT: 0.25 }, ents: [], tokens: [] },
        {
          text: EMOJI,
          cats: {},
          ents: [],
          tokens: [],
          spans: { sc: [{ start: 9, end: 14, label: 'INSULT', kb_id: '' }] },
        },
      ),
    );
    expect([form, labelsOf(rows)]).toEqual([
      'spacy',
      [
        { toxicity: 0.75, insult: 0.25 },
        { toxicity: 0, insult: 1 },
      ],
    ]);
    expect(rows[1]).toMatchObject({ spans: [[10, 15]] });
  });
});

describe('exports that the tools made', () => {
  const fixture = (name: string) => readFileSync(resolve(import.meta.dirname, '../../fixtures/annotated', name));

  it('argilla 2.8.0, flattened: two of three people, one having discarded hers', async () => {
    const { form, rows, left } = await convert(fixture('argilla-2.8.0-flat.json'));
    expect([form, left]).toEqual(['argilla', ['line 3: has no response']]);
    expect(rows).toEqual([
      { id: 'r1', text: EMOJI, source: 'argilla', labels: { toxicity: 1, insult: 0.5 }, spans: [[10, 15]] },
      { id: 'r2', text: FERRY, source: 'argilla', labels: { toxicity: 0, insult: 0 } },
    ]);
  });

  it('argilla 2.8.0, to_json: it does not write who discarded, so all count', async () => {
    const { rows } = await convert(fixture('argilla-2.8.0.json'));
    expect(rows).toMatchObject([
      { labels: { toxicity: 2 / 3, insult: 1 / 3 }, spans: [[10, 15]] },
      { labels: { toxicity: 0 } },
    ]);
  });

  it('spacy 3.8.18, doc.to_json() of a DocBin', async () => {
    const { form, rows } = await convert(fixture('spacy-3.8.18.jsonl'));
    expect(form).toBe('spacy');
    expect(rows).toEqual([
      { text: EMOJI, source: 'spacy', labels: { toxicity: 1, insult: 0.5 }, spans: [[10, 15]] },
      { text: FERRY, source: 'spacy', labels: { toxicity: 0, insult: 0 } },
    ]);
  });

  it.each(['csv', 'json', 'jsonl', 'txt'])('doccano 1.8.4, classification (%s)', async (extension) => {
    const { form, rows, left } = await convert(fixture(`doccano-1.8.4-classification.${extension}`));
    expect([form, left]).toEqual(['doccano', []]);
    expect(rows.map(({ text, labels }) => [text, labels])).toEqual([
      ['What a clown you are, "captain".', { insult: 1, toxicity: 1 }],
      [FERRY, { insult: 0, toxicity: 0 }],
    ]);
  });

  it.each(['sequence', 'relations'])('doccano 1.8.4, %s', async (kind) => {
    const { form, rows } = await convert(fixture(`doccano-1.8.4-${kind}.jsonl`));
    expect(form).toBe('doccano');
    expect(rows).toMatchObject([
      { id: '3', text: EMOJI, labels: { insult: 1 }, spans: [[10, 15]] },
      { labels: { insult: 0 } },
    ]);
  });

  it.each([
    ['JSON, as its converter reads it', 'label-studio-tasks.json'],
    ['sdk 2.1.2 made, JSON-MIN', 'label-studio-sdk-2.1.2.min.json'],
    ['sdk 2.1.2 made, CSV', 'label-studio-sdk-2.1.2.csv'],
    ['sdk 2.1.2 made, TSV', 'label-studio-sdk-2.1.2.tsv'],
  ])('label-studio %s: two annotators, and a field of the data beside the answers', async (_, name) => {
    const { form, rows, left } = await convert(fixture(name));
    expect([form, left]).toEqual(['label-studio', []]);
    expect(rows).toMatchObject([
      { id: '1', text: 'What a clown you are, "captain".', labels: { toxicity: 1, insult: 0.5 }, spans: [[7, 12]] },
      { id: '2', text: FERRY, labels: { toxicity: 0, insult: 0 } },
    ]);
    const stance = { columns: { labels: 'topic' }, values: ['labels:the ferry=toxic'] };
    if (name.endsWith('csv'))
      expect(labelsOf((await convert(fixture(name), stance)).rows)).toEqual([{ toxicity: 1 }, { toxicity: 1 }]);
  });
});
