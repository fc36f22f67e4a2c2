/** The text as it will be sent: the sender leaves tape marks (`%` lines) out; lines keep their numbers. */
export function withoutTapeMarks(text: string): string {
  return text.replace(/^[ \t]*%[ \t]*$/gm, '')
}
