import { create } from 'zustand'
import type { BenchStatus, Seat } from '#core/contract/bench.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { onEvent, rmos } from '../client.ts'
import { showProblem } from '../ui/toast.store.ts'
import { sessionStrings } from './session.strings.ts'
import { settle } from './settle.ts'

interface BenchState {
  /** Null until main has told. */
  readonly status: BenchStatus | null
  /** When silence answers the wish that waits, by `performance.now()`; meaningless without one. */
  readonly requestEndsAtMs: number
  readonly load: () => Promise<void>
  readonly requestControl: () => Promise<void>
  readonly answerRequest: (seatId: string, handOver: boolean) => Promise<void>
  readonly handOver: (seatId: string) => Promise<void>
}

/** Who is at the bench, and who of them controls. */
export const useBench = create<BenchState>()((set) => {
  const take = async (asked: Promise<Result<BenchStatus, Problem>>) => {
    const told = await settle(asked)
    if (!told.ok) {
      showProblem(told.error)
      return
    }
    const secondsLeft = told.value.request?.secondsLeft ?? 0
    set({ status: told.value, requestEndsAtMs: performance.now() + 1000 * secondsLeft })
  }
  return {
    status: null,
    requestEndsAtMs: 0,
    load: () => take(rmos.bench.status({})),
    requestControl: () => take(rmos.bench.requestControl({})),
    answerRequest: (seatId, handOver) => take(rmos.bench.answerRequest({ seatId, handOver })),
    handOver: (seatId) => take(rmos.bench.handOver({ seatId })),
  }
})

/** Follows who comes, goes and controls until the returned function is called. */
export function followBench(): () => void {
  return onEvent('bench.changed', () => void useBench.getState().load())
}

/** The seat in control; null until main has told. */
export function controllerOf(status: BenchStatus | null): Seat | null {
  return status?.seats.find(({ seatId }) => seatId === status.controllerSeatId) ?? null
}

/** Whether this page only watches. Until main has told it does not: main refuses in any case. */
export function isWatching(status: BenchStatus | null): boolean {
  return status !== null && status.controllerSeatId !== status.you.seatId
}

/** Why this page may change nothing, as one sentence; null while it controls. */
export function useWatchReason(): string | null {
  return useBench(({ status }) =>
    isWatching(status) ? sessionStrings.watching(controllerOf(status)?.name ?? '').message : null,
  )
}

/** Whether this page only watches. */
export function useWatching(): boolean {
  return useBench(({ status }) => isWatching(status))
}

/** True when this page may change things; says why not otherwise. */
export function mayChange(): boolean {
  const { status } = useBench.getState()
  if (!isWatching(status)) return true
  showProblem(sessionStrings.watching(controllerOf(status)?.name ?? ''), 'bench')
  return false
}
