import { z } from 'zod'
import type { MaintenanceReport, ServiceState } from './maintenance-report.ts'
import { serviceItemSchema, type ServiceItem } from './maintenance.schema.ts'

const amount = z.number().min(0)

/** What each kind of interval counted when a service was done last. */
const countsSchema = z.strictObject({
  spindleHours: amount,
  xMetres: amount,
  yMetres: amount,
  zMetres: amount,
  jobs: amount,
  /** Days since 1970 UTC. */
  days: amount,
})
type Counts = z.output<typeof countsSchema>

/** The machine's book as it is kept. */
export const maintenanceBookSchema = z.strictObject({
  version: z.literal(1),
  /** Empty until the first entry. */
  sinceUtc: z.string(),
  spindleHours: amount,
  xMetres: amount,
  yMetres: amount,
  zMetres: amount,
  jobsCompleted: amount,
  jobsStopped: amount,
  jobHours: amount,
  alarms: amount,
  items: z.array(
    z.strictObject({
      itemId: z.string(),
      item: serviceItemSchema,
      doneAt: countsSchema,
      lastDoneAtUtc: z.string().nullable(),
    }),
  ),
  done: z.array(
    z.strictObject({
      atUtc: z.string(),
      itemName: z.string(),
      note: z.string(),
      spindleHours: amount,
    }),
  ),
})
/** The machine's book as it is kept. */
export type MaintenanceBook = z.output<typeof maintenanceBookSchema>

const ZERO: Counts = { spindleHours: 0, xMetres: 0, yMetres: 0, zMetres: 0, jobs: 0, days: 0 }

function item(itemId: string, what: ServiceItem): MaintenanceBook['items'][number] {
  return { itemId, item: what, doneAt: ZERO, lastDoneAtUtc: null }
}

/** A book nothing was written into: the usual care of a small router. */
export const EMPTY_BOOK: MaintenanceBook = {
  version: 1,
  sinceUtc: '',
  spindleHours: 0,
  xMetres: 0,
  yMetres: 0,
  zMetres: 0,
  jobsCompleted: 0,
  jobsStopped: 0,
  jobHours: 0,
  alarms: 0,
  items: [
    item('collet', {
      name: 'Clean collet and nut',
      note: 'Dust in the collet is run-out in the cut.',
      counts: 'spindleHours',
      interval: 8,
    }),
    item('brushes', {
      name: 'Look at the router brushes',
      note: 'Change them before they are shorter than 6 mm.',
      counts: 'spindleHours',
      interval: 80,
    }),
    item('rails', {
      name: 'Clean and oil rails and screws',
      note: 'Wipe the dust off first.',
      counts: 'xMetres',
      interval: 2000,
    }),
    item('screws', {
      name: 'Check belts, couplings and screws',
      note: '',
      counts: 'jobs',
      interval: 100,
    }),
  ],
  done: [],
}

/** Travelled and turned, by the engine's count. */
interface Motion {
  readonly xMm: number
  readonly yMm: number
  readonly zMm: number
  readonly spindleSeconds: number
}

/** Adds what was travelled and turned between two counts of the engine. */
export function addMotion(book: MaintenanceBook, from: Motion, to: Motion): MaintenanceBook {
  const more = (field: keyof Motion) => Math.max(0, to[field] - from[field])
  return {
    ...book,
    spindleHours: book.spindleHours + more('spindleSeconds') / 3600,
    xMetres: book.xMetres + more('xMm') / 1000,
    yMetres: book.yMetres + more('yMm') / 1000,
    zMetres: book.zMetres + more('zMm') / 1000,
  }
}

const MS_PER_DAY = 86_400_000

/** What every interval counts now. */
export function totalsNow(book: MaintenanceBook, nowUtc: string): Counts {
  const { spindleHours, xMetres, yMetres, zMetres, jobsCompleted, jobsStopped } = book
  const jobs = jobsCompleted + jobsStopped
  return { spindleHours, xMetres, yMetres, zMetres, jobs, days: Date.parse(nowUtc) / MS_PER_DAY }
}

/** From this share of its interval a service is announced. */
const SOON_SHARE = 0.9

function stateOf(
  { itemId, item: what, doneAt, lastDoneAtUtc }: MaintenanceBook['items'][number],
  now: Counts,
  sinceDays: number,
): ServiceState {
  const from = what.counts === 'days' && doneAt.days === 0 ? sinceDays : doneAt[what.counts]
  const used = Math.max(0, now[what.counts] - from)
  const left = Math.max(0, what.interval - used)
  const share = used / what.interval
  const state = share >= 1 ? 'due' : share >= SOON_SHARE ? 'soon' : 'ok'
  return { itemId, item: what, used, left, state, lastDoneAtUtc }
}

/** What the maintenance page shows of a book at `nowUtc`. */
export function maintenanceReport(book: MaintenanceBook, nowUtc: string): MaintenanceReport {
  const now = totalsNow(book, nowUtc)
  const sinceDays = book.sinceUtc === '' ? now.days : Date.parse(book.sinceUtc) / MS_PER_DAY
  return {
    totals: {
      spindleHours: book.spindleHours,
      jogAndJobMetres: { x: book.xMetres, y: book.yMetres, z: book.zMetres },
      jobsCompleted: book.jobsCompleted,
      jobsStopped: book.jobsStopped,
      jobHours: book.jobHours,
      alarms: book.alarms,
      sinceUtc: book.sinceUtc,
    },
    items: book.items.map((one) => stateOf(one, now, sinceDays)),
    done: book.done,
  }
}
