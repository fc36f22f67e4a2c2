/** Kept for the window that shows it, which reads it at once; then it is let go. */
const KEPT_MS = 60_000

/**
 * Opens a file that main made in a window of its own, where it can be printed. False where no window may
 * be opened, as in the desktop window.
 */
export function openToPrint(file: {
  readonly mediaType: string
  readonly base64: string
}): boolean {
  const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: file.mediaType }))
  const opened = window.open(url, '_blank')
  if (opened === null) {
    URL.revokeObjectURL(url)
    return false
  }
  setTimeout(() => {
    URL.revokeObjectURL(url)
  }, KEPT_MS)
  return true
}
