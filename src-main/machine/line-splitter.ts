/** Longest line kept; GRBL's own are under 100 characters, so a longer one is noise. */
const MAX_LINE_CHARACTERS = 512

/**
 * Makes a splitter of received bytes into lines without their ends. Bytes are taken as Latin-1, so
 * that damage stays visible; empty lines are dropped.
 */
export function createLineSplitter(): (bytes: Uint8Array) => readonly string[] {
  let rest = ''
  return (bytes) => {
    const parts = (rest + Buffer.from(bytes).toString('latin1')).split(/[\r\n]+/)
    rest = (parts.pop() ?? '').slice(0, MAX_LINE_CHARACTERS)
    return parts.filter((line) => line !== '')
  }
}
