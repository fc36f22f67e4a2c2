/** Hands a file that main made to the browser as a download. */
export function saveFile(file: {
  readonly fileName: string
  readonly mediaType: string
  readonly base64: string
}): void {
  const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: file.mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.fileName
  link.click()
  URL.revokeObjectURL(url)
}
