import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../../src/extract/index.ts';

describe('JSON-LD in pages', () => {
  const read = (json: string) => extractThread({ html: `<script type="application/ld+json">${json}</script>` });
  const comment = '{"@type":"Comment","text":"Hi"}';

  test.each([
    ['line breaks in strings', '{"@type":"Comment","text":"H\ni"}', 'H i'],
    ['comment marks around', `<!-- ${comment} -->`, 'Hi'],
    ['CDATA marks around', `//<![CDATA[\n${comment}\n//]]>`, 'Hi'],
    ['a semicolon behind', `${comment};`, 'Hi'],
    ['a list', `[${comment}]`, 'Hi'],
    ['a graph', `{"@graph":[${comment}]}`, 'Hi'],
    ['the vocabulary’s address as type', '{"@type":"http://schema.org/Comment","text":"Hi"}', 'Hi'],
    ['the article below the page', `{"@type":"WebPage","mainEntity":{"@type":"Article","comment":${comment}}}`, 'Hi'],
  ])('%s', (_, json, text) => {
    expect(read(json).comments.map((c) => c.text)).toEqual([text]);
  });

  test('answers of a list of frequent questions are no comments', () => {
    const json =
      '{"@type":"FAQPage","mainEntity":[{"@type":"Question","acceptedAnswer":{"@type":"Answer","text":"No."}}]}';
    expect(read(json).comments).toEqual([]);
  });

  test.each([
    [
      'reviews of a product',
      '{"@type":"Product","name":"Kettle","review":[{"@type":"Review","reviewBody":"Hi","author":"Ann"}]}',
    ],
    ['reviews side by side', '[{"@type":"Review","reviewBody":"Hi"},{"@type":"Review","author":"Bob"}]'],
    ['a reader’s review', '{"@type":"UserReview","reviewBody":"Hi"}'],
    [
      'answers to a question',
      '{"@type":"QAPage","mainEntity":{"@type":"Question","name":"Why?","suggestedAnswer":[{"@type":"Answer","text":"Hi"}]}}',
    ],
    [
      'comments of a post',
      '{"@type":"SocialMediaPosting","articleBody":"Up","comment":[{"@type":"Comment","text":"Hi"}]}',
    ],
    [
      'posts below a post',
      '{"@type":"DiscussionForumPosting","text":"Up","comment":[{"@type":"DiscussionForumPosting","articleBody":"Hi"}]}',
    ],
  ])('%s', (_, json) => {
    expect(read(json).comments.flatMap((c) => c.text)).toEqual(['Hi']);
  });

  test('the question that answers are to is the headline', () => {
    const json =
      '{"@type":"QAPage","mainEntity":{"@type":"Question","name":"Why is the sea salt?","acceptedAnswer":{"@type":"Answer","text":"Hi"}}}';
    expect(read(json).headline).toBe('Why is the sea salt?');
  });

  test('a single review is the article', () => {
    expect(read('{"@type":"Review","name":"A fine play","reviewBody":"I laughed."}').comments).toEqual([]);
  });

  test('a broken block is worth a warning only where comments may be lost', () => {
    expect(read('{"comment": [').warnings.map(({ code }) => code)).toEqual(['unreadable-data']);
    expect(read('{"logo": ').warnings).toEqual([]);
  });
});
