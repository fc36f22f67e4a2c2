import { create } from 'zustand'
import type { BenchNetwork } from '#core/contract/bench.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { onEvent, rmos } from '../../client.ts'
import { settle } from '../../session/settle.ts'
import { showProblem } from '../../ui/toast.store.ts'

interface NetworkState {
  /** Null until main has told. */
  readonly network: BenchNetwork | null
  /** When the code that is shown runs out, by `performance.now()`; meaningless without a code. */
  readonly codeEndsAtMs: number
  readonly busy: boolean
  readonly load: () => Promise<void>
  readonly open: () => Promise<void>
  readonly close: () => Promise<void>
  readonly newCode: () => Promise<void>
  readonly revoke: (deviceId: string) => Promise<void>
  readonly revokeAll: () => Promise<void>
}

/** The shop network, on the shop PC. */
export const useNetwork = create<NetworkState>()((set) => {
  const take = async (asked: Promise<Result<BenchNetwork, Problem>>) => {
    set({ busy: true })
    const told = await settle(asked)
    set({ busy: false })
    if (!told.ok) {
      showProblem(told.error)
      return
    }
    const secondsLeft = told.value.code?.secondsLeft ?? 0
    set({ network: told.value, codeEndsAtMs: performance.now() + 1000 * secondsLeft })
  }
  return {
    network: null,
    codeEndsAtMs: 0,
    busy: false,
    load: () => take(rmos.bench.network({})),
    open: () => take(rmos.bench.openNetwork({})),
    close: () => take(rmos.bench.closeNetwork({})),
    newCode: () => take(rmos.bench.newCode({})),
    revoke: (deviceId) => take(rmos.bench.revokeDevice({ deviceId })),
    revokeAll: () => take(rmos.bench.revokeAllDevices({})),
  }
})

/** Follows the network until the returned function is called. */
export function followNetwork(): () => void {
  return onEvent('bench.changed', () => void useNetwork.getState().load())
}
