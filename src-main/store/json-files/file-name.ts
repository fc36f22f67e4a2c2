import { sha256Hex } from '../../files/sha256.ts'

/** Short, lower-case and safe on every file system: such a key is its own file name. */
const PLAIN = /^[a-z0-9][a-z0-9_-]{0,63}$/
/** Names Windows keeps for devices, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/
const READABLE_LENGTH = 40
const HASH_DIGITS = 24
const SEQUENCE_DIGITS = 10
const NAME = /^(.+?)(?:\.(\d{10,15}))?\.json$/

/**
 * A file name's first part for a key of any length and characters: the key itself where that is
 * safe, else what can be read of it and a hash. `~` stands in no plain key, so the two never meet;
 * keys that differ in case only get different names where case makes no difference, too.
 */
export function encodeKey(key: string): string {
  if (PLAIN.test(key) && !RESERVED.test(key)) return key
  const readable = key
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, READABLE_LENGTH)
    .replaceAll(/^-|-$/g, '')
  return `${readable}~${sha256Hex(key).slice(0, HASH_DIGITS)}`
}

/** The name of a row's file: encoded key, order of arrival, `.json`. */
export function rowFileName(key: string, sequence: number): string {
  return `${encodeKey(key)}.${String(sequence).padStart(SEQUENCE_DIGITS, '0')}.json`
}

/** What a file's name says; null for a name no row has. A name without a sequence came first: 0. */
export function parseRowFileName(
  name: string,
): { readonly stem: string; readonly sequence: number } | null {
  const found = NAME.exec(name)
  if (found === null || name.startsWith('.')) return null
  return { stem: found[1] ?? '', sequence: Number(found[2] ?? 0) }
}
