// What every picture looks like.

/** Colour of text and lines. */
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
/** Colour of what stands in the background. */
export const GREY = '#888';
/** Told apart with any colour vision (Okabe and Ito 2008). */
export const [BLUE, VERMILION] = ['#0072B2', '#D55E00'];
/** Style of every axis. */
export const AXIS_STYLE = { ...LEGIBLE, titleFontSize: 13, labelFlush: false };
