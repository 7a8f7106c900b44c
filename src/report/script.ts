/**
 * Makes the report sort, filter, search, fold branches and step from comment to comment. It runs in the page, which holds
 * it as text: `npm run build:scripts` writes that.
 */
export function enhance(): void {
  const list = document.querySelector<HTMLOListElement>('#comments');
  const tools = document.querySelector<HTMLFormElement>('.tools');
  if (list === null || tools === null) return;
  const items = [...list.children] as HTMLLIElement[];
  const show = tools.querySelector<HTMLSelectElement>('[name=show]')!;
  const sort = tools.querySelector<HTMLSelectElement>('[name=sort]')!;
  const target = tools.querySelector<HTMLSelectElement>('[name=target]');
  const search = tools.querySelector<HTMLInputElement>('[name=search]')!;
  const count = tools.querySelector('output')!;
  const folded = new Set<HTMLLIElement>();
  const texts = new Map<HTMLLIElement, string>();

  const chosenTarget = () => Number(target?.value ?? 0);
  const stanceOf = (item: HTMLLIElement) => item.dataset.stances?.split(' ')[chosenTarget()] ?? '';
  const isToxic = (item: HTMLLIElement) => item.dataset.toxic !== undefined;
  const number = (item: HTMLLIElement, key: string) => Number(item.dataset[key]);
  const textOf = (item: HTMLLIElement) => {
    const known = texts.get(item);
    if (known !== undefined) return known;
    const text = `${item.querySelector('h3')?.textContent} ${item.querySelector('.text')?.textContent}`.toLowerCase();
    texts.set(item, text);
    return text;
  };

  const fits = (item: HTMLLIElement): boolean => {
    const [what = 'all', how] = show.value.split(' ');
    const words = search.value.trim().toLowerCase();
    if (words !== '' && !textOf(item).includes(words)) return false;
    if (what === 'all') return true;
    if (what === 'toxic') return isToxic(item);
    if (what === 'unsure') return number(item, 'doubt') >= 1;
    if (what === 'civil-disagreement') return item.dataset.civil?.split(' ')[chosenTarget()] === '1';
    if (what === 'agree' || what === 'disagree') return item.dataset.reply === what;
    const stance = stanceOf(item).replace('?', '');
    const isStance = what === 'about' ? stance !== 'none' : stance === what;
    return isStance && (how === undefined || isToxic(item) === (how === 'toxic'));
  };

  /** A comment is folded away when one that it hangs below is. */
  const foldedAway = (): ReadonlySet<HTMLLIElement> => {
    const away = new Set<HTMLLIElement>();
    let foldedAt = Number.POSITIVE_INFINITY;
    for (const item of items) {
      const depth = number(item, 'depth');
      if (depth > foldedAt) away.add(item);
      else foldedAt = folded.has(item) ? depth : Number.POSITIVE_INFINITY;
    }
    return away;
  };

  const apply = () => {
    const isFlat = sort.value !== 'thread' || show.value !== 'all' || search.value.trim() !== '';
    const order = items.map((item, i) => ({ item, i, key: sort.value === 'thread' ? 0 : number(item, sort.value) }));
    order.sort((a, b) => b.key - a.key || a.i - b.i);
    const away = isFlat ? new Set<HTMLLIElement>() : foldedAway();
    let shown = 0;
    for (const { item } of order) {
      item.hidden = !fits(item) || away.has(item);
      if (!item.hidden) shown++;
    }
    list.classList.toggle('flat', isFlat);
    list.replaceChildren(...order.map(({ item }) => item));
    count.textContent = `${shown.toLocaleString('en')} of ${items.length.toLocaleString('en')} comments`;
  };

  const showAll = () => {
    show.value = 'all';
    sort.value = 'thread';
    search.value = '';
    folded.clear();
    for (const button of list.querySelectorAll('[aria-expanded]')) button.setAttribute('aria-expanded', 'true');
    for (const button of list.querySelectorAll('.fold')) button.textContent = button.getAttribute('data-open');
    apply();
  };

  /** A link into the thread finds its comment though a filter hides it. */
  const followLink = () => {
    const article = document.getElementById(location.hash.slice(1));
    const item = article?.closest('li');
    if (article === null || item == null || item.parentElement !== list) return;
    if (item.hidden) showAll();
    article.scrollIntoView();
    article.focus({ preventScroll: true });
  };

  const addButton = (item: HTMLLIElement, label: string, kind: string) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `quiet ${kind}`;
    button.textContent = label;
    item.querySelector('.verdict')?.append(button);
    return button;
  };

  const addFolds = () => {
    for (const [i, item] of items.entries()) {
      let end = i + 1;
      while (end < items.length && number(items[end]!, 'depth') > number(item, 'depth')) end++;
      const below = end - i - 1;
      if (below === 0) continue;
      const open = `Hide ${below} below`;
      const button = addButton(item, open, 'fold');
      button.dataset.open = open;
      button.setAttribute('aria-expanded', 'true');
      button.addEventListener('click', () => {
        const isOpen = folded.has(item);
        if (isOpen) folded.delete(item);
        else folded.add(item);
        button.setAttribute('aria-expanded', String(isOpen));
        button.textContent = isOpen ? open : `Show ${below} below`;
        apply();
        button.focus({ preventScroll: true });
      });
    }
  };

  const clampLong = () => {
    for (const text of list.querySelectorAll<HTMLElement>('.text.long')) {
      text.classList.add('clamped');
      const button = addButton(text.closest('li')!, 'Show the whole comment', 'whole');
      button.addEventListener('click', () => {
        text.classList.remove('clamped');
        button.remove();
      });
    }
  };

  const step = (event: KeyboardEvent) => {
    if ((event.key !== 'j' && event.key !== 'k') || event.ctrlKey || event.metaKey || event.altKey) return;
    const visible = ([...list.children] as HTMLLIElement[]).filter((item) => !item.hidden);
    const at = visible.findIndex((item) => item.contains(document.activeElement));
    const next = visible[at + (event.key === 'j' ? 1 : -1)];
    const article = next?.firstElementChild as HTMLElement | undefined;
    article?.focus();
    article?.scrollIntoView({ block: 'nearest' });
  };

  const followFilter = (event: Event) => {
    const link = (event.target as Element).closest<HTMLElement>('[data-show]');
    if (link === null) return;
    event.preventDefault();
    if (target !== null) target.value = link.dataset.target ?? '0';
    search.value = '';
    show.value = link.dataset.show ?? 'all';
    apply();
    document.querySelector('#thread')?.scrollIntoView();
    show.focus({ preventScroll: true });
  };

  addFolds();
  clampLong();
  tools.hidden = false;
  for (const hint of document.querySelectorAll<HTMLElement>('.keys')) hint.hidden = false;
  tools.addEventListener('input', apply);
  tools.addEventListener('submit', (event) => event.preventDefault());
  list.addEventListener('keydown', step);
  document.querySelector('main')?.addEventListener('click', followFilter);
  addEventListener('hashchange', followLink);
  // A browser may remember what was chosen before the page was opened again.
  apply();
  followLink();
}
