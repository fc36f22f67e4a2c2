import type { Problem } from '#core/contract/problem.ts'
import type { JobProgress, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { MaintenanceReport } from '#core/grbl/maintenance/maintenance-report.ts'
import {
  addMotion,
  EMPTY_BOOK,
  maintenanceBookSchema,
  maintenanceReport,
  totalsNow,
  type MaintenanceBook,
} from '#core/grbl/maintenance/maintenance-book.schema.ts'
import type { ServiceItem } from '#core/grbl/maintenance/maintenance.schema.ts'
import { failure, success, type Result } from '#core/outcome/result.ts'
import type { MachineService } from '../machine/machine-service.ts'
import type { Store } from '../store/store.ts'
import { problem } from '../workshop/problems.ts'
import type { Surroundings } from '../workshop/surroundings.ts'
import { keptValue } from './kept-value.ts'

/** What the machine has done and when it wants care. */
export interface MaintenanceDesk {
  readonly report: () => Result<MaintenanceReport, Problem>
  readonly saveItem: (
    itemId: string | null,
    item: ServiceItem,
  ) => Result<MaintenanceReport, Problem>
  readonly removeItem: (itemId: string) => Result<MaintenanceReport, Problem>
  readonly markDone: (itemId: string, note: string) => Result<MaintenanceReport, Problem>
  /** Writes down what was counted since the last time. */
  readonly close: () => void
}

/** What the desk works with. */
export interface MaintenanceParts {
  readonly machine: MachineService
  readonly store: Store
  readonly surroundings: Surroundings
  readonly changed: () => void
  readonly report: (problem: Problem) => void
}

/** What is counted is written down so often at most: a power cut loses no more than this. */
const WRITE_INTERVAL_MS = 60_000

/** The desk, counting from now on. */
export function createMaintenanceDesk(parts: MaintenanceParts): MaintenanceDesk {
  return new StoredMaintenance(parts)
}

class StoredMaintenance implements MaintenanceDesk {
  readonly #parts: MaintenanceParts
  readonly #kept
  #motion: MachineSnapshot['manual']['totals'] | null = null
  #counted: MachineSnapshot['manual']['totals'] | null = null
  #lastWriteMs = 0
  #alarmed = false

  constructor(parts: MaintenanceParts) {
    this.#parts = parts
    this.#kept = keptValue(parts.store, 'maintenance', maintenanceBookSchema, EMPTY_BOOK)
    parts.machine.onChange((snapshot) => {
      this.#watch(snapshot)
    })
    parts.machine.jobFinished((progress) => {
      this.#jobEnded(progress)
    })
  }

  #nowUtc(): string {
    return this.#parts.surroundings.clock().toISOString()
  }

  #watch({ manual, alarm, portUri, engineState }: MachineSnapshot): void {
    // a virtual controller wears nothing out
    if (portUri === null || portUri.startsWith('virtual:')) return
    const { totals } = manual
    // an engine that started anew counts from zero again
    if (this.#counted === null || totals.spindleSeconds < this.#counted.spindleSeconds) {
      this.#counted = totals
    }
    this.#motion = totals
    const nowMs = this.#parts.surroundings.clock().getTime()
    const alarmIsNew = alarm !== null && !this.#alarmed
    this.#alarmed = alarm !== null
    if (alarmIsNew) this.#change((book) => ({ ...book, alarms: book.alarms + 1 }))
    else if (engineState === 'ready' && nowMs - this.#lastWriteMs >= WRITE_INTERVAL_MS)
      this.#flush()
  }

  #jobEnded(progress: JobProgress): void {
    if (this.#motion === null) return
    const done = progress.outcome === 'completed'
    if (progress.outcome === 'checked') return
    this.#change((book) => ({
      ...book,
      jobsCompleted: book.jobsCompleted + (done ? 1 : 0),
      jobsStopped: book.jobsStopped + (done ? 0 : 1),
      jobHours: book.jobHours + progress.elapsedSeconds / 3600,
    }))
  }

  #flush(): void {
    const { spindleSeconds, xMm, yMm, zMm } = this.#motion ?? {}
    const counted = this.#counted
    const same =
      counted !== null &&
      counted.spindleSeconds === spindleSeconds &&
      counted.xMm === xMm &&
      counted.yMm === yMm &&
      counted.zMm === zMm
    if (!same) this.#change((book) => book)
  }

  /** Adds what was counted, then the change, in one write. */
  #change(change: (book: MaintenanceBook) => MaintenanceBook): Result<MaintenanceBook, Problem> {
    const kept = this.#kept.read()
    if (!kept.ok) {
      this.#parts.report(kept.error)
      return kept
    }
    const begun =
      kept.value.sinceUtc === '' ? { ...kept.value, sinceUtc: this.#nowUtc() } : kept.value
    const counted =
      this.#motion === null || this.#counted === null
        ? begun
        : addMotion(begun, this.#counted, this.#motion)
    const next = change(counted)
    const written = this.#kept.write(next)
    if (!written.ok) {
      this.#parts.report(written.error)
      return written
    }
    this.#counted = this.#motion
    this.#lastWriteMs = this.#parts.surroundings.clock().getTime()
    this.#parts.changed()
    return success(next)
  }

  #told(book: Result<MaintenanceBook, Problem>): Result<MaintenanceReport, Problem> {
    return book.ok ? success(maintenanceReport(book.value, this.#nowUtc())) : book
  }

  readonly report = (): Result<MaintenanceReport, Problem> => {
    const kept = this.#kept.read()
    if (!kept.ok) return kept
    const { value } = kept
    const counted =
      this.#motion === null || this.#counted === null
        ? value
        : addMotion(value, this.#counted, this.#motion)
    return success(maintenanceReport(counted, this.#nowUtc()))
  }

  readonly saveItem = (
    itemId: string | null,
    item: ServiceItem,
  ): Result<MaintenanceReport, Problem> => {
    const id = itemId ?? this.#parts.surroundings.newId()
    return this.#told(
      this.#change((book) => {
        const before = book.items.find((one) => one.itemId === id)
        const kept = before ?? {
          itemId: id,
          doneAt: totalsNow(book, this.#nowUtc()),
          lastDoneAtUtc: null,
        }
        const others = book.items.filter((one) => one.itemId !== id)
        return { ...book, items: [...others, { ...kept, item }] }
      }),
    )
  }

  readonly removeItem = (itemId: string): Result<MaintenanceReport, Problem> =>
    this.#told(
      this.#change((book) => ({
        ...book,
        items: book.items.filter((one) => one.itemId !== itemId),
      })),
    )

  readonly markDone = (itemId: string, note: string): Result<MaintenanceReport, Problem> => {
    const kept = this.#kept.read()
    if (!kept.ok) return kept
    if (!kept.value.items.some((one) => one.itemId === itemId)) {
      return failure(problem('not-found', 'That service item is gone.'))
    }
    const atUtc = this.#nowUtc()
    return this.#told(
      this.#change((book) => {
        const itemName = book.items.find((one) => one.itemId === itemId)?.item.name ?? ''
        const entry = { atUtc, itemName, note, spindleHours: book.spindleHours }
        const items = book.items.map((one) =>
          one.itemId === itemId
            ? { ...one, doneAt: totalsNow(book, atUtc), lastDoneAtUtc: atUtc }
            : one,
        )
        return { ...book, items, done: [entry, ...book.done].slice(0, 500) }
      }),
    )
  }

  readonly close = (): void => {
    this.#flush()
  }
}
