const SIGNS: Readonly<Record<string, string>> = { d: '°', p: '±', c: '⌀', '%': '%' }

/** Text as it is read: `\U+00E9` as é, `%%d` as °, underlining switches left out. */
export function plainText(raw: string): string {
  return raw
    .replace(/\\U\+([0-9a-fA-F]{4})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .replace(/%%([a-zA-Z%])/g, (_, sign: string) => SIGNS[sign.toLowerCase()] ?? '')
}

/** The words of an MTEXT without its codes for fonts, heights and stacks; `\P` is a line end. */
export function plainMtext(raw: string): string {
  return plainText(raw)
    .replace(/\\P/g, '\n')
    .replace(/\\~/g, ' ')
    .replace(/\\[ACFHQTWfp][^;\\]{0,200};/g, '')
    .replace(/\\S([^;\\]{0,200});/g, (_, stacked: string) => stacked.replace(/[#^]/g, '/'))
    .replace(/\\[LlOoKk]/g, '')
    .replace(/[{}]/g, '')
}
