/** Marking: what is selected by dragging, and walking through the words by keys. */
export const WORDS = String.raw`
/** What is selected of the text, in UTF-16 units; null where nothing is. */
function selectedRange() {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const text = $('text');
  if (!range.intersectsNode(text)) return null;
  const offset = (node, at) => {
    if (!text.contains(node)) return null;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(node, at);
    return before.toString().length;
  };
  const start = offset(range.startContainer, range.startOffset) ?? 0;
  const end = offset(range.endContainer, range.endOffset) ?? text.textContent.length;
  return start < end ? [start, end] : null;
}

function markSelected() {
  const range = selectedRange();
  if (range === null) return false;
  getSelection().removeAllRanges();
  $('mark').hidden = true;
  addMark(...range);
  return true;
}

/** The words of the text while somebody walks through them: where the walk began and where it is. */
let walk = null;

function beginWalk() {
  const found = [...state.turn.item.text.matchAll(/\S+/g)].map((match) => [match.index, match.index + match[0].length]);
  if (found.length === 0 || boxes().length === 0) return;
  walk = { found, from: 0, at: 0 };
  say('Arrows move from word to word, with Shift they take words in, Enter marks, Escape leaves.');
  showWalk();
  $('comment').focus();
}

function walkRange() {
  const [first, last] = [Math.min(walk.from, walk.at), Math.max(walk.from, walk.at)];
  return [walk.found[first][0], walk.found[last][1]];
}

function showWalk() {
  const range = walkRange();
  showMarks(range);
  $('text').querySelector('.cursor')?.scrollIntoView({ block: 'nearest' });
}

/** Takes a key while somebody walks. */
function walkBy(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step !== undefined) {
    walk.at = Math.max(0, Math.min(walk.found.length - 1, walk.at + step));
    if (!event.shiftKey) walk.from = walk.at;
    showWalk();
    say(state.turn.item.text.slice(...walkRange()));
  } else if (event.key === 'Enter' || event.key.toLowerCase() === 'm') {
    const range = walkRange();
    walk = null;
    addMark(...range);
  } else if (event.key === 'Escape') {
    walk = null;
    showMarks();
    say('');
  } else return;
  event.preventDefault();
}

$('text').addEventListener('pointerup', (event) => {
  // What is touched has handles to drag: it is marked by the button.
  if (event.pointerType === 'mouse') setTimeout(markSelected);
});
document.addEventListener('pointerup', (event) => {
  if (event.pointerType === 'mouse' && !$('text').contains(event.target)) setTimeout(markSelected);
});
document.addEventListener('selectionchange', () => {
  $('mark').hidden = boxes().length === 0 || state?.turn == null || selectedRange() === null;
});
$('mark').addEventListener('click', markSelected);
`;
