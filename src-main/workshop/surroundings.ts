import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'

/** What the workshop takes from outside, so that tests can put their own in. */
export interface Surroundings {
  readonly clock: () => Date
  /** 32 hex digits, never the same twice. */
  readonly newId: () => string
  /** Who is at the computer, for approvals and the job log. */
  readonly actor: string
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
