import type { Dataset } from './dataset.ts'
import { laneOf } from './legacy-record.ts'
import type { LegacyRecord } from './legacy-record.ts'
import { SAMPLE_LIMIT } from './report.ts'
import type { JsonSummary } from './report.ts'

/** Counts what the JSON of one dataset holds, entry by entry, in bounded memory. */
export class JsonTally {
  readonly dataset: Dataset
  #count = 0
  #unique = 0
  #missing = 0
  #duplicate = 0
  #unreadable = 0
  #conflicts = 0
  #zoneAssumed = 0
  readonly #lanes = new Map<string, number>()
  readonly #missingIds: string[] = []
  readonly #duplicateIds: string[] = []
  readonly #conflictIds: string[] = []
  readonly #timeFaults: string[] = []

  constructor(dataset: Dataset) {
    this.dataset = dataset
  }

  /** An entry that is no record. */
  addUnreadable(): void {
    this.#count += 1
    this.#unreadable += 1
  }

  /** A file, or the rest of one, that holds nobody knows how many records. */
  addUnreadableFile(): void {
    this.#unreadable += 1
  }

  /** A record without an id; `place` is `joblog.json[17]`. */
  addMissing(place: string): void {
    this.#count += 1
    this.#missing += 1
    sample(this.#missingIds, place)
  }

  /** A record, and whether its id came before. */
  addRecord(record: LegacyRecord, isRepeated: boolean): void {
    const { id, fields, conflictingKey, zoneAssumed, timeFault } = record
    this.#count += 1
    if (isRepeated) {
      this.#duplicate += 1
      sample(this.#duplicateIds, id)
    } else this.#unique += 1
    const lane = laneOf(fields)
    this.#lanes.set(lane, (this.#lanes.get(lane) ?? 0) + 1)
    if (conflictingKey !== null) {
      this.#conflicts += 1
      sample(this.#conflictIds, `${id} under ${conflictingKey}`)
    }
    if (zoneAssumed) this.#zoneAssumed += 1
    if (timeFault !== null) sample(this.#timeFaults, `${id}: ${timeFault}`)
  }

  /** The numbers and samples so far. */
  summary(): JsonSummary {
    return {
      count: this.#count,
      unique_count: this.#unique,
      missing_id_count: this.#missing,
      duplicate_id_count: this.#duplicate,
      unreadable_count: this.#unreadable,
      id_conflict_count: this.#conflicts,
      lane_counts: Object.fromEntries([...this.#lanes].sort(([a], [b]) => (a < b ? -1 : 1))),
      missing_ids: this.#missingIds,
      duplicate_ids: this.#duplicateIds,
      id_conflicts: this.#conflictIds,
    }
  }

  /** What was taken as something it does not say, one sentence each. */
  notes(name: string): readonly string[] {
    const faults = this.#timeFaults.slice(0, 5).join('; ')
    return [
      ...(this.#zoneAssumed === 0
        ? []
        : [
            `${name}: ${String(this.#zoneAssumed)} records give times without a zone; they were taken for UTC.`,
          ]),
      ...(faults === ''
        ? []
        : [`${name}: times that cannot be read stay in the record as they are (${faults}).`]),
      ...(this.#conflicts === 0
        ? []
        : [
            `${name}: ${String(this.#conflicts)} records stand under a key that is not their id; the id in the record counts (${this.#conflictIds.slice(0, 5).join('; ')}).`,
          ]),
    ]
  }
}

function sample(list: string[], entry: string): void {
  if (list.length < SAMPLE_LIMIT && !list.includes(entry)) list.push(entry)
}
