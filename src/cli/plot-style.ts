// What every picture looks like.
export const INK = '#222';
/** A limit of 0 is none: no label is cut off. */
export const LEGIBLE = {
  labelColor: INK,
  labelFontSize: 12,
  labelLimit: 0,
  titleColor: INK,
  titleFontWeight: 'normal' as const,
  titleLimit: 0,
};
export const GREY = '#888';
/** Told apart with any colour vision (Okabe and Ito 2008). */
export const [BLUE, VERMILION] = ['#0072B2', '#D55E00'];
export const AXIS_STYLE = { ...LEGIBLE, titleFontSize: 13, labelFlush: false };
