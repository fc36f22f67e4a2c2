/**
 * The text as it will be sent: the sender leaves tape marks (`%` lines) out and carries out tool
 * changes itself (M6 with nothing but its T and N); lines keep their numbers.
 */
export function withoutTapeMarks(text: string): string {
  const sent = text.includes('%') ? text.replace(/^[ \t]*%[ \t]*$/gm, '') : text
  // searching for the word first spares a long program the look at every line
  if (!/M0*6(?!\d)/i.test(sent)) return sent
  return sent.replace(
    /^([ \t]*(?:N\d+[ \t]*)?(?:T\d+[ \t]*)?)M0*6(?![\d.])([ \t]*(?:T\d+[ \t]*)?)(?=$|\r|\(|;)/gim,
    '$1$2',
  )
}
