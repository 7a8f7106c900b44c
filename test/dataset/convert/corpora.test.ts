import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CORPORA } from '../../../src/dataset/convert/corpora/index.ts';
import type { Converted, ConvertOptions } from '../../../src/dataset/convert/corpus.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-convert-'));

/** Converts made-up files that have a corpus's form. */
async function convert(
  name: string,
  contents: readonly (string | Buffer)[],
  options: ConvertOptions = {},
): Promise<Converted[]> {
  const corpus = CORPORA.find((candidate) => candidate.name === name);
  expect(corpus, name).toBeDefined();
  const extension = name === 'csv' && String(contents[0]).includes('\t') ? 'tsv' : 'csv';
  const paths = await Promise.all(
    contents.map(async (content, i) => {
      const path = join(folder, `${name}-${i}.${extension}`);
      await writeFile(path, content);
      return path;
    }),
  );
  const all: Converted[] = [];
  for await (const converted of corpus?.convert(paths, options) ?? []) all.push(converted);
  return all;
}

describe('CORPORA', () => {
  it('jigsaw: six labels, rows that were not judged left out', async () => {
    const rows = await convert('jigsaw', [
      'id,comment_text,toxic,severe_toxic,obscene,threat,insult,identity_hate\n1,"two ""quoted""\nlines",1,0,0,0,1,0\n2,x,-1,-1,-1,-1,-1,-1\n',
    ]);
    expect(rows).toEqual([
      {
        row: {
          id: '1',
          text: 'two "quoted"\nlines',
          source: 'jigsaw',
          labels: { toxicity: 1, severe_toxicity: 0, obscene: 0, threat: 0, insult: 1, identity_attack: 0 },
        },
      },
      { line: 4, message: 'no attribute was judged' },
    ]);
  });

  it('civil-comments: shares, grouped by article', async () => {
    const rows = await convert('civil-comments', [
      'id,target,comment_text,severe_toxicity,identity_attack,article_id\n7,0.4,hm,0.1,,12\n',
    ]);
    expect(rows).toEqual([
      {
        row: {
          id: '7',
          text: 'hm',
          source: 'civil-comments',
          group: '12',
          labels: { toxicity: 0.4, severe_toxicity: 0.1 },
        },
      },
    ]);
  });

  it('olid: quotation marks are text, a targeted insult is one', async () => {
    const rows = await convert('olid', [
      'id\ttweet\tsubtask_a\tsubtask_b\tsubtask_c\n1\t@USER "so\tOFF\tTIN\tIND\n2\tnice\tNOT\tNULL\tNULL\n3\t?\tMAYBE\tNULL\tNULL\n',
    ]);
    expect(rows).toMatchObject([
      { row: { text: '@USER "so', labels: { toxicity: 1, insult: 1 } } },
      { row: { labels: { toxicity: 0, insult: 0 } } },
      { line: 4, message: 'label "MAYBE", expected one of OFF, NOT' },
    ]);
  });

  it('hatexplain: shares of annotators, spans of the majority', async () => {
    const post = {
      post_id: 'p1',
      annotators: [{ label: 'hatespeech' }, { label: 'offensive' }, { label: 'normal' }],
      rationales: [
        [0, 1, 1],
        [0, 1, 1],
      ],
      post_tokens: ['those', 'utter', 'clowns'],
    };
    const [first, second] = await convert('hatexplain', [JSON.stringify({ p1: post, p2: {} })]);
    expect(first).toEqual({
      row: {
        id: 'p1',
        text: 'those utter clowns',
        source: 'hatexplain',
        labels: { toxicity: 2 / 3, identity_attack: 1 / 3 },
        spans: [[6, 18]],
      },
    });
    expect(second).toMatchObject({ line: 2 });
  });

  it('vast: both forms of the target, grouped by article', async () => {
    const rows = await convert('vast', [
      'post,new_topic,topic_str,label,arc_id,new_id\n"I, for one",companies,company,1,99,5\n',
    ]);
    expect(rows).toEqual([
      {
        row: {
          id: '5',
          text: 'I, for one',
          target: 'company',
          naturalTarget: 'companies',
          stance: 'favor',
          source: 'vast',
          group: '99',
        },
      },
    ]);
  });

  it('semeval2016: Latin-1, without the tag that tweets were collected by', async () => {
    const rows = await convert('semeval2016', [
      Buffer.from('ID\tTarget\tTweet\tStance\r\n1\tcaf\u00e9s\tgood "stuff #SemST\tFAVOR\r\n', 'latin1'),
    ]);
    expect(rows).toMatchObject([
      { row: { text: 'good "stuff', target: 'caf\u00e9s', stance: 'favor', group: 'caf\u00e9s' } },
    ]);
  });

  it('x-stance: the question is the target', async () => {
    const answer = { id: 3, question: 'Mehr Busse?', question_id: 8, comment: 'Ja.', label: 'FAVOR' };
    const rows = await convert('x-stance', [`${JSON.stringify(answer)}\n{}\n`]);
    expect(rows[0]).toEqual({
      row: { id: '3', text: 'Ja.', target: 'Mehr Busse?', stance: 'favor', source: 'x-stance', group: '8' },
    });
    expect(rows[1]).toMatchObject({ line: 2 });
  });

  it('iac: mean agreement joined to quote and response', async () => {
    const rows = await convert('iac', [
      'key,discussion_id,agreement\n"(1,1)",5,-2.5\n"(1,2)",5,0.2\n"(1,3)",6,3\n',
      'key,discussion_id,quote,response\n"(1,1)",5,Yes.,No.\n"(1,2)",5,Yes.,Hm.\n"(1,3)",6,Yes.,Yes!\n"(9,9)",6,a,b\n',
    ]);
    expect(
      rows.map((converted) => ('row' in converted ? (converted.row as { stance: string }).stance : converted.message)),
    ).toEqual(['disagree', 'neutral', 'agree', 'pair (9,9) of discussion 6 has no agreement']);
  });

  it('csv: any table with a map', async () => {
    const columns = { text: 'Kommentar', toxicity: 'tox', group: 'thread' };
    const rows = await convert('csv', ['Kommentar\tthread\ttox\nnein "so\t4\t0.5\n'], { columns });
    expect(rows).toEqual([{ row: { text: 'nein "so', group: '4', labels: { toxicity: 0.5 } } }]);
  });

  it.each<[string, string, string[], ConvertOptions, RegExp]>([
    [
      'a missing column',
      'vast',
      ['post,label\nx,1\n'],
      {},
      /lacks the columns new_topic, topic_str, arc_id; it has post, label/,
    ],
    ['one file of two', 'iac', ['key\n'], {}, /needs two files/],
    ['no map', 'csv', ['a,b\n1,2\n'], {}, /no column for text; expected --map/],
    [
      'a field that does not exist',
      'csv',
      ['a,b\n1,2\n'],
      { columns: { text: 'a', mood: 'b' } },
      /no such field: mood/,
    ],
    [
      'a quotation mark that never closes',
      'jigsaw',
      [`id,comment_text,toxic,identity_hate\n1,"${'x'.repeat(5 << 20)}`],
      {},
      /cannot read .*jigsaw-0.csv/,
    ],
  ])('says what is wrong with %s', async (_, name, contents, options, message) => {
    await expect(convert(name, contents, options)).rejects.toThrow(message);
  });
});
