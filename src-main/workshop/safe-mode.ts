import type { SafeMode } from '#core/contract/backups.contract.ts'
import { contract, type Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import { DEFAULT_SETTINGS } from '#core/contract/app.contract.ts'
import { machineHandlers } from '../handlers/machine.handlers.ts'
import type { MachineService } from '../machine/machine-service.ts'
import type { StoreOpeningCause } from '../store/opening-failure.ts'
import { problem } from './problems.ts'

/** The causes against which a backup helps. */
const CURED_BY_BACKUP: readonly SafeMode['cause'][] = ['damaged', 'newer', 'foreign', 'missing']

/** The cause of a failed opening when a backup helps against it; null otherwise. */
export function curableCause(
  failed: Problem & { readonly cause?: StoreOpeningCause },
): SafeMode['cause'] | null {
  return CURED_BY_BACKUP.find((cause) => cause === failed.cause) ?? null
}

const CLOSED = problem(
  'storage',
  'The workshop is not open: RMOS is in safe mode.',
  'Restore a backup first.',
)

type AnyHandlers = Record<string, Record<string, () => unknown>>

/** Answers every call of the contract with the same problem. */
function refusing(refusal: Problem): Handlers {
  const handlers: AnyHandlers = {}
  for (const [feature, calls] of Object.entries(contract)) {
    const refused = Object.keys(calls).map((call) => [call, () => failure(refusal)] as const)
    handlers[feature] = Object.fromEntries(refused)
  }
  // Built from the contract's own keys, so it has them all.
  return handlers as unknown as Handlers
}

/**
 * The calls while the workshop is not open: backups work, the machine can be looked at, reached
 * and stopped, and everything else is refused.
 */
export function safeModeHandlers(
  backups: Handlers['backups'],
  machine: MachineService,
  refusal: Problem = CLOSED,
): Handlers {
  const refused = refusing(refusal)
  const { listPorts, connect, disconnect, snapshot, hold, stop } = machineHandlers(machine)
  return {
    ...refused,
    backups,
    // What the screen looks like is remembered again once the workshop is open.
    app: {
      ...refused.app,
      readSettings: () => success(DEFAULT_SETTINGS),
      writeSettings: () => success(DEFAULT_SETTINGS),
    },
    machine: {
      ...refused.machine,
      ...{ listPorts, connect, disconnect, snapshot, hold, stop },
    },
  }
}
