import type { ServiceItem } from './maintenance.schema.ts'

/** What the machine has done in all, counted from its status reports. */
export interface MachineTotals {
  readonly spindleHours: number
  readonly jogAndJobMetres: { readonly x: number; readonly y: number; readonly z: number }
  readonly jobsCompleted: number
  readonly jobsStopped: number
  readonly jobHours: number
  readonly alarms: number
  /** When counting began. */
  readonly sinceUtc: string
}

/** One service item and how much of its interval is used up. */
export interface ServiceState {
  readonly itemId: string
  readonly item: ServiceItem
  /** In the unit of `item.counts`, since it was done last. */
  readonly used: number
  readonly left: number
  /** `due` from 100 %, `soon` from 90 %. */
  readonly state: 'ok' | 'soon' | 'due'
  readonly lastDoneAtUtc: string | null
}

/** Something that was done to the machine. */
export interface ServiceDone {
  readonly atUtc: string
  readonly itemName: string
  readonly note: string
  readonly spindleHours: number
}

/** Everything the maintenance page shows. */
export interface MaintenanceReport {
  readonly totals: MachineTotals
  readonly items: readonly ServiceState[]
  /** Newest first. */
  readonly done: readonly ServiceDone[]
}
