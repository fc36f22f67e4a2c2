/** Hands a file that main made to the browser as a download. */
export function saveFile(file: {
  readonly fileName: string
  readonly mediaType: string
  readonly base64: string
}): void {
  const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0))
  saveBlob(file.fileName, new Blob([bytes], { type: file.mediaType }))
}

/** Hands a file that the screen made to the browser as a download. */
export function saveBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
