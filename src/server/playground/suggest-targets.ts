/**
 * Asks the server what the readers of the pasted page may be for or against, and lets one pick: what is ticked stands in
 * the field of targets, one a line. It runs in the page.
 */
export function suggestTargets(form: HTMLFormElement, headers: () => Readonly<Record<string, string>>): void {
  const page = form.querySelector<HTMLTextAreaElement>('[name=page]')!;
  const targets = form.querySelector<HTMLTextAreaElement>('[name=targets]')!;
  const list = form.querySelector('#suggestions')!;
  const status = form.querySelector('#suggested')!;

  const lines = () => targets.value.split('\n').filter((line) => line.trim() !== '');
  const choice = ({ target, comments, why }: { target: string; comments: number; why: string }) => {
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = lines().includes(target);
    box.addEventListener('change', () => {
      const others = lines().filter((line) => line !== target);
      targets.value = (box.checked ? [...others, target] : others).join('\n');
    });
    const label = document.createElement('label');
    label.title = why;
    label.append(box, document.createElement('bdi'), ` (${comments})`);
    label.querySelector('bdi')!.textContent = target;
    return label;
  };

  form.querySelector('#suggest')!.addEventListener('click', async () => {
    if (page.value.trim() === '') {
      status.textContent = 'Paste a page first.';
      return;
    }
    try {
      const response = await fetch('v1/targets', {
        method: 'POST',
        headers: headers(),
        body: JSON.stringify({ page: page.value }),
      });
      const body = await response.json();
      if (!response.ok) throw new Error(body.error.message);
      list.replaceChildren(...body.map(choice));
      status.textContent = 'In brackets: how many comments touch it.';
    } catch (error) {
      status.textContent = `No answer: ${(error as Error).message}`;
    }
  });
}
