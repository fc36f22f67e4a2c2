import type { BenchStatus, Seat } from '#core/contract/bench.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { ServiceClock } from '../machine/machine-service.ts'
import { problem } from '../workshop/problems.ts'
import { benchStrings as words } from './bench.strings.ts'

/** The seat of the shop PC; it is always there, with a page open or without. */
export const SHOP_PC_ID = 'shop-pc'
/** A controller without a page for so long is gone; a page that is loaded again takes a second. */
export const GONE_AFTER_MS = 10_000
/** Silence for so long is an answer to a wish for control. */
export const ANSWER_WITHIN_MS = 30_000
const LOOK_INTERVAL_MS = 250

/** Who a connection belongs to. */
export type SeatName = Pick<Seat, 'seatId' | 'name' | 'isShopPc'>

/** Decides who controls. One seat does, at every moment; all others watch. */
export interface ControlDesk {
  /** A page was opened from a seat; returns how to tell that it has gone. */
  readonly join: (seat: SeatName) => () => void
  /** A seat that is no more, e.g. a revoked device; its control goes back to the shop PC. */
  readonly forget: (seatId: string) => void
  /** Null when the seat may change things, else why not. */
  readonly refusal: (seatId: string) => Problem | null
  readonly status: (seat: SeatName) => BenchStatus
  /** The seats that have a page open. */
  readonly connectedSeatIds: () => readonly string[]
  readonly requestControl: (seat: SeatName) => Result<void, Problem>
  readonly answerRequest: (
    byId: string,
    answer: { readonly seatId: string; readonly handOver: boolean },
  ) => Result<void, Problem>
  readonly handOver: (byId: string, toId: string) => Result<void, Problem>
  readonly close: () => void
}

/** What the desk works with. */
export interface ControlDeskParts {
  readonly clock: ServiceClock
  /** True when no job is on the machine, nothing moves and the spindle is off. */
  readonly machineRests: () => boolean
  readonly changed: () => void
}

interface SeatRecord extends SeatName {
  pageCount: number
  /** Since when it has had no page; meaningless while it has one. */
  goneSinceMs: number
}

/** A desk with the shop PC in control. */
export function createControlDesk(parts: ControlDeskParts): ControlDesk {
  return new Desk(parts)
}

class Desk implements ControlDesk {
  readonly #parts: ControlDeskParts
  readonly #seats = new Map<string, SeatRecord>()
  #controllerId = SHOP_PC_ID
  #request: { readonly seatId: string; readonly askedAtMs: number } | null = null
  #ended: { readonly seatId: string; readonly how: 'refused' | 'unanswered' } | null = null
  #stopLooking: (() => void) | null = null

  constructor(parts: ControlDeskParts) {
    this.#parts = parts
    this.#seat({ seatId: SHOP_PC_ID, name: words.shopPc, isShopPc: true })
  }

  readonly join = (name: SeatName): (() => void) => {
    const seat = this.#seat(name)
    seat.pageCount += 1
    this.#parts.changed()
    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      this.#left(seat)
    }
  }

  readonly forget = (seatId: string): void => {
    if (this.#request?.seatId === seatId) this.#endRequest(null)
    this.#seats.delete(seatId)
    if (this.#controllerId === seatId) this.#controllerId = SHOP_PC_ID
    this.#parts.changed()
  }

  readonly refusal = (seatId: string): Problem | null =>
    seatId === this.#controllerId
      ? null
      : problem('blocked', words.watching(this.#controller().name), words.watchingRemedy)

  readonly status = (you: SeatName): BenchStatus => {
    const shown = ({ seatId, name, isShopPc, pageCount }: SeatRecord): Seat => {
      return { seatId, name, isShopPc, isConnected: pageCount > 0 }
    }
    const waitedMs = this.#parts.clock.nowMs() - (this.#request?.askedAtMs ?? 0)
    return {
      you: shown(this.#seat(you)),
      seats: [...this.#seats.values()].filter((seat) => this.#isShown(seat)).map(shown),
      controllerSeatId: this.#controllerId,
      request: this.#request && {
        seatId: this.#request.seatId,
        secondsLeft: Math.max(0, (ANSWER_WITHIN_MS - waitedMs) / 1000),
      },
      yourRequestEnded: this.#ended?.seatId === you.seatId ? this.#ended.how : null,
    }
  }

  readonly connectedSeatIds = (): readonly string[] =>
    [...this.#seats.values()].filter(({ pageCount }) => pageCount > 0).map(({ seatId }) => seatId)

  readonly requestControl = (name: SeatName): Result<void, Problem> => {
    const { seatId } = this.#seat(name)
    if (seatId === this.#controllerId || seatId === this.#request?.seatId) return success(undefined)
    if (this.#request !== null) {
      const asking = this.#seats.get(this.#request.seatId)?.name ?? ''
      return failure(problem('busy', words.alreadyAsked(asking), words.alreadyAskedRemedy))
    }
    this.#ended = null
    this.#request = { seatId, askedAtMs: this.#parts.clock.nowMs() }
    this.#stopLooking = this.#parts.clock.every(LOOK_INTERVAL_MS, this.#look)
    this.#parts.changed()
    this.#look()
    return success(undefined)
  }

  readonly answerRequest: ControlDesk['answerRequest'] = (byId, { seatId, handOver }) => {
    if (byId !== this.#controllerId) return failure(problem('blocked', words.notController))
    if (this.#request?.seatId !== seatId) {
      return failure(problem('not-found', words.noSuchRequest))
    }
    if (handOver) this.#give(seatId)
    else this.#endRequest('refused')
    return success(undefined)
  }

  readonly handOver = (byId: string, toId: string): Result<void, Problem> => {
    if (byId !== this.#controllerId) return failure(problem('blocked', words.notController))
    const to = this.#seats.get(toId)
    if (to === undefined || (!to.isShopPc && to.pageCount === 0)) {
      return failure(problem('not-found', words.notThere))
    }
    this.#give(toId)
    return success(undefined)
  }

  readonly close = (): void => {
    this.#stopLooking?.()
  }

  #seat(name: SeatName): SeatRecord {
    const known = this.#seats.get(name.seatId)
    if (known !== undefined) return known
    const seat = { ...name, pageCount: 0, goneSinceMs: this.#parts.clock.nowMs() }
    this.#seats.set(name.seatId, seat)
    return seat
  }

  #controller(): SeatRecord {
    const seat = this.#seats.get(this.#controllerId)
    if (seat === undefined) throw new Error(`there is no seat ${this.#controllerId} in control`)
    return seat
  }

  #isShown({ seatId, isShopPc, pageCount }: SeatRecord): boolean {
    return isShopPc || pageCount > 0 || seatId === this.#controllerId
  }

  #left(seat: SeatRecord): void {
    seat.pageCount -= 1
    if (seat.pageCount > 0) return
    seat.goneSinceMs = this.#parts.clock.nowMs()
    if (this.#request?.seatId === seat.seatId) this.#endRequest(null)
    this.#parts.changed()
  }

  /**
   * Looks whether the wish that waits is settled by time. Whoever stands at the shop PC may have a
   * hand at the spindle, so no device ever gets control because that person did not answer.
   */
  readonly #look = (): void => {
    if (this.#request === null) return
    const nowMs = this.#parts.clock.nowMs()
    const { seatId, askedAtMs } = this.#request
    const { pageCount, goneSinceMs } = this.#controller()
    if (pageCount === 0 && nowMs - goneSinceMs >= GONE_AFTER_MS) this.#give(seatId)
    else if (nowMs - askedAtMs >= ANSWER_WITHIN_MS) {
      if (seatId === SHOP_PC_ID && this.#parts.machineRests()) this.#give(seatId)
      else this.#endRequest('unanswered')
    }
  }

  #give(seatId: string): void {
    this.#controllerId = seatId
    this.#ended = null
    this.#endRequest(null)
  }

  #endRequest(how: 'refused' | 'unanswered' | null): void {
    if (how !== null && this.#request !== null) this.#ended = { seatId: this.#request.seatId, how }
    this.#request = null
    this.#stopLooking?.()
    this.#stopLooking = null
    this.#parts.changed()
  }
}
