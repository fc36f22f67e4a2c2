import { DATASET_NAMES } from '#core/migration/dataset.ts'
import type { Dataset } from '#core/migration/dataset.ts'
import { JsonTally } from '#core/migration/json-tally.ts'
import { readEntry } from '#core/migration/legacy-record.ts'
import type { LegacyRecord } from '#core/migration/legacy-record.ts'
import { payloadOf } from '#core/migration/payload.ts'
import { SKIPPED_LIMIT } from '#core/migration/report.ts'
import type { SkippedRecord } from '#core/migration/report.ts'
import type { Connection } from '../store/connection.ts'
import { readDecisions } from '../store/migration-decisions.ts'
import type { Decisions } from '../store/migration-decisions.ts'
import { createStage } from '../store/migration-stage.ts'
import type { Stage, StageDepth } from '../store/migration-stage.ts'
import { sha256Hex } from '../files/sha256.ts'
import type { Element } from './element.ts'
import { readRecords } from './read-records.ts'
import type { DatasetSource, SourceFile } from './sources.ts'
import type { TaskSurroundings } from './task.ts'

/** One dataset of the JSON after it was held against the database. */
export interface HeldDataset {
  readonly dataset: Dataset
  readonly tally: JsonTally
  readonly stage: Stage
}

/** All of the JSON after it was held against the database. */
export interface HeldSources {
  readonly datasets: readonly HeldDataset[]
  readonly skippedCount: number
  readonly skipped: readonly SkippedRecord[]
  readonly notes: readonly string[]
}

/** How the JSON is to be read. */
export interface HoldOrder {
  readonly sources: readonly DatasetSource[]
  readonly depth: StageDepth
  /** Called for each record that has an id. */
  readonly onRecord?: (dataset: Dataset, record: LegacyRecord) => void
  /** What the reading is a part of. */
  readonly phase: 'reading' | 'comparing'
  /** The share of the whole task that the reading is. */
  readonly share: number
}

/**
 * Reads every source and holds each record against the database: the one pass that migration, dry
 * run, report and dashboard all stand on. Null when it was cancelled. The caller has a read
 * transaction open, so that all of it sees the database of one moment.
 */
export async function holdAgainst(
  db: Connection,
  order: HoldOrder,
  surroundings: TaskSurroundings,
): Promise<HeldSources | null> {
  const pass = new Pass(db, order, surroundings)
  for (const source of order.sources) {
    if (!(await pass.read(source))) return null
  }
  return pass.finish()
}

class Pass {
  readonly #db: Connection
  readonly #order: HoldOrder
  readonly #decisions: Decisions
  readonly #surroundings: TaskSurroundings
  readonly #totalBytes: number
  readonly #held: HeldDataset[] = []
  readonly #skipped: SkippedRecord[] = []
  #skippedCount = 0
  #doneBytes = 0
  #records = 0

  constructor(db: Connection, order: HoldOrder, surroundings: TaskSurroundings) {
    this.#db = db
    this.#order = order
    this.#decisions = readDecisions(db)
    this.#surroundings = surroundings
    const files = order.sources.flatMap((source) => source.files)
    this.#totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  }

  /** False when it was cancelled. */
  async read({ dataset, files }: DatasetSource): Promise<boolean> {
    const settled = new Map(Object.entries(this.#decisions[dataset] ?? {}))
    const isSettled = (id: string, payloadJson: string) => {
      const sha256 = settled.get(id)
      return sha256 !== undefined && sha256 === sha256Hex(payloadJson)
    }
    const stage = createStage(this.#db, dataset, { depth: this.#order.depth, isSettled })
    const held = { dataset, tally: new JsonTally(dataset), stage }
    this.#held.push(held)
    for (const file of files) {
      if (!(await this.#readFile(held, file))) return false
    }
    return !this.#surroundings.isCancelled()
  }

  async #readFile(held: HeldDataset, file: SourceFile): Promise<boolean> {
    for await (const piece of readRecords(file, held.dataset)) {
      if (this.#surroundings.isCancelled()) return false
      for (const element of piece.elements)
        this.#take(held, piece.file, element, piece.keyOfLoneRecord)
      this.#doneBytes += piece.readBytes
      const share = this.#totalBytes === 0 ? 1 : this.#doneBytes / this.#totalBytes
      this.#surroundings.tell({
        phase: this.#order.phase,
        dataset: held.dataset,
        fraction: Math.min(1, share) * this.#order.share,
        records: this.#records,
      })
    }
    return true
  }

  #take(held: HeldDataset, file: string, element: Element, loneKey: string | null): void {
    const { dataset, tally, stage } = held
    if (element.kind === 'fault') {
      if (element.index === null) tally.addUnreadableFile()
      else tally.addUnreadable()
      this.#skip(dataset, file, element)
      return
    }
    const { index, line, value } = element
    const read = readEntry(value, element.key ?? loneKey)
    if (read.kind === 'missing-id') {
      tally.addMissing(`${file}[${String(index)}]`)
      this.#skip(dataset, file, { index, line, reason: 'has no id' })
      return
    }
    if (read.kind === 'unreadable') {
      tally.addUnreadable()
      this.#skip(dataset, file, { index, line, reason: read.reason })
      return
    }
    // A file's stem names a record only where nothing else does.
    const record = element.key === null ? { ...read.record, conflictingKey: null } : read.record
    const { isRepeated } = stage.take({
      record,
      ownText: record.fields === value ? element.text : null,
      payloadJson: () => payloadOf(record, value, element.text),
    })
    tally.addRecord(record, isRepeated)
    this.#records += 1
    this.#order.onRecord?.(dataset, record)
  }

  #skip(
    dataset: Dataset,
    file: string,
    {
      index,
      line,
      reason,
    }: { readonly index: number | null; readonly line: number; readonly reason: string },
  ): void {
    this.#skippedCount += 1
    if (this.#skipped.length >= SKIPPED_LIMIT) return
    const place = line > 0 ? `line ${String(line)}` : ''
    this.#skipped.push({ dataset, file, index, place, reason })
  }

  finish(): HeldSources {
    return {
      datasets: this.#held,
      skippedCount: this.#skippedCount,
      skipped: this.#skipped,
      notes: this.#held.flatMap(({ dataset, tally }) => tally.notes(DATASET_NAMES[dataset])),
    }
  }
}
