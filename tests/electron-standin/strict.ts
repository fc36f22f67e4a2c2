/** Asked of any object by Node, by promises and by debuggers; to miss them means nothing. */
const ASKED_OF_EVERY_OBJECT = new Set(['then', 'toJSON', 'inspect', 'constructor'])

/**
 * Lets a test see only what the stand-in really does: reading a member that is not there throws
 * with its name, where a plain object would give `undefined` and a test could take silence for
 * behaviour.
 */
export function strict<T extends object>(name: string, implemented: T): T {
  return new Proxy(implemented, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || ASKED_OF_EVERY_OBJECT.has(key)) {
        return Reflect.get(target, key, receiver) as unknown
      }
      throw notImplemented(`${name}.${key}`)
    },
  })
}

/** The error for a part of Electron that the stand-in does not have. */
export function notImplemented(what: string): Error {
  return new Error(`electron stand-in: ${what} is not implemented`)
}
