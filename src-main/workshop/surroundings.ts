import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'

/** What the workshop takes from outside, so that tests can put their own in. */
export interface Surroundings {
  readonly clock: () => Date
  /** 32 hex digits, never the same twice. */
  readonly newId: () => string
  /** Who acts now, for approvals: the user at the computer, or the paired device a call came from. */
  readonly actor: string
}

/** The device whose call is being answered; it goes along through everything the call waits for. */
const actingDevice = new AsyncLocalStorage<string>()

/** Answers a call of a paired device: what it approves is told under the device's name. */
export function inNameOfDevice<T>(deviceName: string, answer: () => T): T {
  return actingDevice.run(`${deviceName} (paired device)`, answer)
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // a user id without an entry in the system's list has no name
    return 'unknown user'
  }
}

/** The real clock, random ids, and the user signed in to this computer or the device that acts. */
export function realSurroundings(): Surroundings {
  const user = userName()
  return {
    clock: () => new Date(),
    newId: () => randomBytes(16).toString('hex'),
    get actor() {
      return actingDevice.getStore() ?? user
    },
  }
}
