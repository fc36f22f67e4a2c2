/** What a listener needs to say no. */
export interface Cancelable {
  readonly defaultPrevented: boolean
  readonly preventDefault: () => void
}

/** An event that carries `facts` and that a listener may refuse. */
export function cancelableEvent<T extends object>(facts: T): T & Cancelable {
  let prevented = false
  return {
    ...facts,
    get defaultPrevented() {
      return prevented
    },
    preventDefault() {
      prevented = true
    },
  }
}
