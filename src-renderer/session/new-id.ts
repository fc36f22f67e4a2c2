const ID_BYTES = 16

/**
 * A new random id of 32 hex digits. `crypto.randomUUID` is missing on pages that came over plain HTTP
 * from another computer, which a paired tablet's are.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
