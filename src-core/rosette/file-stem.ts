/** A file name of a plan's name, without its ending: letters, digits and dashes, never empty, never a path. */
export function fileStem(name: string): string {
  const stem = name
    .normalize('NFKD')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/[\s_-]+/g, '-')
    .toLowerCase()
    .slice(0, 60)
  return stem === '' ? 'rosette' : stem
}
