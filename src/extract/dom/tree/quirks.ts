/** Public identifiers of document types in whose pages a table may stand in a paragraph: HTML standard, 13.2.6.4.1. */
const OLD =
  /^(?:\+\/\/silmaril\/\/dtd html pro|-\/\/as\/\/dtd html 3\.0 aswedit|-\/\/advasoft ltd\/\/dtd html 3\.0 aswedit|-\/\/ietf\/\/dtd html|-\/\/metrius\/\/dtd metrius|-\/\/microsoft\/\/dtd internet explorer|-\/\/netscape comm\. corp\.\/\/dtd|-\/\/o'reilly and associates\/\/dtd html|-\/\/sq\/\/dtd html 2\.0 hotmetal|-\/\/softquad|-\/\/spyglass\/\/dtd html 2\.0|-\/\/sun microsystems corp\.\/\/dtd hotjava|-\/\/w3c\/\/dtd (?:html (?:3|4\.0 (?:frameset|transitional)\/\/|experimental)|w3 html)|-\/\/w3o\/\/dtd w3 html|-\/\/webtechs\/\/dtd mozilla html|-\/w3c\/dtd html 4\.0 transitional\/en$|html$)/i;
const TRANSITIONAL = /^-\/\/w3c\/\/dtd html 4\.01 (?:frameset|transitional)\/\//i;
const IBM = 'http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd';

/** Says whether a document type puts a page into quirks mode. */
export function isQuirky(source: string): boolean {
  const match =
    /^<!doctype\s*([^\s>]*)\s*(?:(public|system)\s*(?:"([^"]*)"|'([^']*)')\s*(?:"([^"]*)"|'([^']*)')?)?/i.exec(source)!;
  const [, name, keyword, doubleQuoted, singleQuoted, secondDouble, secondSingle] = match;
  if (name?.toLowerCase() !== 'html') return true;
  const isPublic = keyword?.toLowerCase() === 'public';
  const first = doubleQuoted ?? singleQuoted ?? '';
  const system = isPublic ? (secondDouble ?? secondSingle ?? null) : first;
  if (system?.toLowerCase() === IBM) return true;
  return isPublic && (OLD.test(first) || (system === null && TRANSITIONAL.test(first)));
}
