import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CORPORA } from '../../../src/dataset/convert/corpora/index.ts';
import type { Converted } from '../../../src/dataset/convert/corpus.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-convert-'));

/** Converts made-up files that have a corpus's form. */
async function convert(name: string, contents: readonly (string | Buffer)[]): Promise<Converted[]> {
  const corpus = CORPORA.find((candidate) => candidate.name === name);
  expect(corpus, name).toBeDefined();
  const paths = await Promise.all(
    contents.map(async (content, i) => {
      const path = join(folder, `${name}-${i}.csv`);
      await writeFile(path, content);
      return path;
    }),
  );
  const all: Converted[] = [];
  for await (const converted of corpus?.convert(paths) ?? []) all.push(converted);
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

  it('jigsaw: test.csv and test_labels.csv joined, without what nobody labelled', async () => {
    const texts = 'id,comment_text\na,"Well,\nno."\nb,Skipped.\nc,Clown.\n';
    const header = 'id,toxic,severe_toxic,obscene,threat,insult,identity_hate';
    const labels = `${header}\na,0,0,0,0,0,0\nb,-1,-1,-1,-1,-1,-1\nc,1,0,0,0,1,0\nd,0,0,0,0,0,0\n`;
    const paths = [join(folder, 'test.csv'), join(folder, 'test_labels.csv')] as const;
    await writeFile(paths[0], texts);
    await writeFile(paths[1], labels);
    const rows: Converted[] = [];
    for await (const row of CORPORA[0]!.convert(paths)) rows.push(row);
    expect(rows).toMatchObject([
      { row: { id: 'a', text: 'Well,\nno.', labels: { toxicity: 0, insult: 0 } } },
      { line: 3, message: 'no attribute was judged' },
      { row: { id: 'c', text: 'Clown.', labels: { toxicity: 1, insult: 1, threat: 0 } } },
      { line: 5, message: 'there is no comment d' },
    ]);
  });

  it('davidson: shares of annotators', async () => {
    const rows = await convert('davidson', [
      ',count,hate_speech,offensive_language,neither,class,tweet\n7,3,1,1,1,1,"a ""tweet"""\n8,0,0,0,0,2,b\n',
    ]);
    expect(rows).toEqual([
      { row: { id: '7', text: 'a "tweet"', source: 'davidson', labels: { toxicity: 2 / 3, identity_attack: 1 / 3 } } },
      { line: 3, message: 'count is "0", hate_speech "0"' },
    ]);
  });

  it.each([
    ['2019', 'text_id\ttext\ttask_1\ttask_2\ttask_3\nx\tso "bad\tHOF\tHATE\tTIN\ny\tfine\tNOT\tNONE\tNONE\n'],
    ['2020', 'tweet_id\ttext\ttask1\ttask2\tID\nx\tso "bad\tHOF\tHATE\th1\ny\tfine\tNOT\tNONE\th2\n'],
    ['2021', ',_id,text,task_1,task_2\n0,x,"so ""bad",HOF,HATE\n1,y,fine,NOT,NONE\n'],
  ])('hasoc of %s: offensive or not, and how', async (_, content) => {
    const none = { toxicity: 0, identity_attack: 0, insult: 0, obscene: 0 };
    expect(await convert('hasoc', [content])).toEqual([
      { row: { id: 'x', text: 'so "bad', source: 'hasoc', labels: { toxicity: 1, identity_attack: 1 } } },
      { row: { id: 'y', text: 'fine', source: 'hasoc', labels: none } },
    ]);
  });

  it('fnc-1: the headline is the target of the body', async () => {
    const rows = await convert('fnc-1', [
      'Headline,Body ID,Stance\nIt is so,1,agree\nIt is so,2,unrelated\nIt is so,9,agree\n',
      'Body ID,articleBody\n1,"Indeed,\nso."\n2,Rain.\n',
    ]);
    expect(rows).toMatchObject([
      { row: { text: 'Indeed,\nso.', target: 'It is so', stance: 'favor', group: '1' } },
      { row: { text: 'Rain.', stance: 'none' } },
      { line: 4, message: 'there is no body 9' },
    ]);
  });

  it('debagreement: a reply and what it answers', async () => {
    const rows = await convert('debagreement', [
      'label,body_parent,body_child,subreddit,submission_id\n0,Yes.,No.,x,s1\n2.0,Yes.,Right.,x,s1\n',
    ]);
    expect(rows).toMatchObject([
      { row: { text: 'No.', parent: 'Yes.', stance: 'disagree', group: 's1' } },
      { row: { text: 'Right.', stance: 'agree' } },
    ]);
  });

  it('rumoureval: posts of a thread towards what it is about', async () => {
    const root = await mkdtemp(join(tmpdir(), 'btl-rumour-'));
    const write = async (path: string, content: object) => {
      await mkdir(join(root, path, '..'), { recursive: true });
      await writeFile(join(root, path), JSON.stringify(content));
    };
    await write('ev/1/source-tweet/1.json', { text: 'The dam broke.' });
    await write('ev/1/replies/2.json', { text: 'It did not.' });
    await write('reddit/a/source-tweet/a.json', { data: { children: [{ data: { title: 'Is it?', selftext: '' } }] } });
    await write('reddit/a/replies/b.json', { data: { body: 'It is.' } });
    await write('key.json', { subtaskaenglish: { 1: 'support', 2: 'deny', a: 'query', b: 'support', c: 'deny' } });
    const rows: Converted[] = [];
    const corpus = CORPORA.find(({ name }) => name === 'rumoureval')!;
    for await (const row of corpus.convert([join(root, 'key.json'), root])) rows.push(row);
    expect(rows).toMatchObject([
      { row: { id: '2', text: 'It did not.', target: 'The dam broke.', stance: 'against', group: '1' } },
      { row: { id: 'b', text: 'It is.', target: 'Is it?', stance: 'favor', group: 'a' } },
      { message: expect.stringContaining('there is no post c') },
    ]);
  });

  it('loses one row to a quotation mark that never closes', async () => {
    const rows = await convert('jigsaw', [
      `id,comment_text,toxic,identity_hate\n1,"${'x'.repeat(5 << 20)}\n2,fine,0,0\n`,
    ]);
    expect(rows).toMatchObject([{ line: 2, message: expect.stringMatching(/quotation mark/) }, { row: { id: '2' } }]);
  });

  it.each<[string, string, string[], RegExp]>([
    [
      'a missing column',
      'vast',
      ['post,label\nx,1\n'],
      /lacks the columns new_topic, topic_str, arc_id; it has post, label/,
    ],
    ['one file of two', 'iac', ['key\n'], /needs two files/],
  ])('says what is wrong with %s', async (_, name, contents, message) => {
    await expect(convert(name, contents)).rejects.toThrow(message);
  });
});
