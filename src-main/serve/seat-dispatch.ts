import { accessOf } from '#core/contract/call-access.ts'
import { failure } from '#core/outcome/result.ts'
import type { Dispatch } from '../handlers/router.ts'
import { problem } from '../workshop/problems.ts'
import { inNameOfDevice } from '../workshop/surroundings.ts'
import { benchStrings as words } from './bench.strings.ts'
import type { ControlDesk, SeatName } from './control-desk.ts'

/** What stands behind a seat. */
export interface SeatDispatchParts {
  readonly desk: ControlDesk
  /** The workshop: every call but those of `bench`. */
  readonly workshop: Dispatch
  /** The calls of `bench`, as this seat may make them. */
  readonly bench: Dispatch
}

/**
 * The way into main for one seat: the one place where it is decided who may make a call. Reading and
 * stopping pass for everybody, by the same way as before there were seats; a call that changes
 * something passes for the seat in control, and is told under its name; what concerns the shop PC itself passes there alone.
 */
export function seatDispatch(seat: SeatName, parts: SeatDispatchParts): Dispatch {
  const { desk, workshop, bench } = parts
  return (call, input) => {
    const access = accessOf(call)
    if (access === 'change') {
      const refusal = desk.refusal(seat.seatId)
      if (refusal !== null) return Promise.resolve(failure(refusal))
    }
    if (access === 'shopPc' && !seat.isShopPc) {
      return Promise.resolve(failure(problem('blocked', words.shopPcOnly)))
    }
    if (call.startsWith('bench.')) return bench(call, input)
    const answer = () => workshop(call, input)
    return seat.isShopPc ? answer() : inNameOfDevice(seat.name, answer)
  }
}
