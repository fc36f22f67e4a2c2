import { createHash, randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'

/** What the workshop takes from outside, so that tests can put their own in. */
export interface Surroundings {
  readonly clock: () => Date
  /** 32 hex digits, never the same twice. */
  readonly newId: () => string
  /** Who is at the computer, for approvals and the job log. */
  readonly actor: string
}

/** SHA-256 of a text's UTF-8 bytes as 64 lower-case hex digits. */
export function sha256OfText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // a user id without an entry in the system's list has no name
    return 'unknown user'
  }
}

/** The real clock, random ids and the user signed in to this computer. */
export function realSurroundings(): Surroundings {
  return {
    clock: () => new Date(),
    newId: () => randomBytes(16).toString('hex'),
    actor: userName(),
  }
}
