import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

const read = (html: string) => extractThread({ html: `<h1>An article</h1><p>Text.</p>${html}` });

describe('comments drawn by a script are named, never invented', () => {
  test.each([
    ['Disqus', '<div id="disqus_thread"></div>'],
    ['Disqus', '<script>var s = document.createElement("script"); s.src = "//news.disqus.com/embed.js";</script>'],
    ['Coral', '<div id="coral_thread"></div>'],
    ['Facebook', '<div class="fb-comments" data-href="https://a.example/"></div>'],
    ['Discourse', '<div id="discourse-comments"></div>'],
    ['Hyvor Talk', '<hyvor-talk-comments website-id="1" page-id="2"></hyvor-talk-comments>'],
    [
      'OpenWeb',
      '<script async src="https://launcher.spot.im/spot/sp_abc" data-spotim-module="spotim-launcher"></script>',
    ],
    ['Viafoura', '<div class="viafoura"><vf-conversations></vf-conversations></div>'],
    ['Vuukle', '<div id="vuukle-comments"></div>'],
    ['Insticator', '<div id="insticator-commenting"></div>'],
    ['Commento', '<div id="commento"></div><script src="https://cdn.commento.io/js/commento.js"></script>'],
    ['Isso', '<section id="isso-thread"></section>'],
    ['Remark42', '<div id="remark42"></div>'],
    ['giscus', '<script src="https://giscus.app/client.js" data-repo="a/b"></script>'],
    ['utterances', '<script src="https://utteranc.es/client.js" repo="a/b"></script>'],
  ])('%s: %s', (name, html) => {
    const { source, comments, warnings } = read(html);
    expect(source).toEqual({ kind: 'html', platform: name });
    expect(comments).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]!.code).toBe('drawn-by-script');
    expect(warnings[0]!.message).toMatch(new RegExp(`^${name} draws .*pipe in the `));
  });

  test('a page that only talks about a provider is not drawn by it', () => {
    expect(
      read('<p>Disqus is loaded from news.disqus.com/embed.js into &lt;div id="disqus_thread"&gt;.</p>').source
        .platform,
    ).toBeNull();
  });

  test('comments that the page does hold win over a marker', () => {
    const thread = read('<div class="fb-comments"></div><li class="comment depth-1" id="comment-1"><p>Here.</p></li>');
    expect(thread.source.platform).toBe('WordPress');
    expect(thread.comments).toHaveLength(1);
  });
});
