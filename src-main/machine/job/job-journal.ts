import * as fs from 'node:fs'
import { dirname } from 'node:path'
import type { JournalEnd, JournalEntry, JournalHead } from '#core/grbl/job/journal.schema.ts'

/** Where a job's moments are kept while it runs. */
export interface JobJournal {
  /** Never waits; what is noted reaches the disk within about a second. */
  readonly note: (line: JournalHead | JournalEntry | JournalEnd) => void
  /** Ends the journal; what was noted is written first. */
  readonly close: () => void
  /** Why it could not be kept; empty while all is well. */
  readonly trouble: () => string
}

/**
 * A journal in a file, one JSON object a line, appended and synced by the system's own threads: a
 * slow or full disk never keeps the stream waiting, and at most one write is under way at a time.
 */
export function openJournal(path: string): JobJournal {
  return new JournalFile(path)
}

class JournalFile implements JobJournal {
  readonly #path: string
  #waiting = ''
  #isBusy = true
  #isClosing = false
  #trouble = ''
  #file: number | null = null

  constructor(path: string) {
    this.#path = path
    fs.mkdir(dirname(path), { recursive: true }, (failed) => {
      if (failed === null) this.#open()
      else this.#fail(failed)
    })
  }

  readonly note = (line: JournalHead | JournalEntry | JournalEnd): void => {
    if (this.#trouble !== '' || this.#isClosing) return
    this.#waiting += `${JSON.stringify(line)}\n`
    this.#write()
  }

  readonly close = (): void => {
    this.#isClosing = true
    this.#write()
  }

  readonly trouble = (): string => this.#trouble

  #open(): void {
    fs.open(this.#path, 'a', (failed, file) => {
      if (failed !== null) {
        this.#fail(failed)
        return
      }
      this.#file = file
      this.#isBusy = false
      this.#write()
    })
  }

  #write(): void {
    const file = this.#file
    if (this.#isBusy || file === null) return
    const text = this.#waiting
    if (text === '') {
      if (this.#isClosing) this.#finish()
      return
    }
    this.#waiting = ''
    this.#isBusy = true
    fs.write(file, text, null, 'utf8', (failed) => {
      if (failed === null) this.#sync(file)
      else this.#fail(failed)
    })
  }

  #sync(file: number): void {
    fs.fdatasync(file, (failed) => {
      if (failed !== null) {
        this.#fail(failed)
        return
      }
      this.#isBusy = false
      this.#write()
    })
  }

  #fail(error: NodeJS.ErrnoException): void {
    this.#trouble = `The journal ${this.#path} cannot be written (${error.code ?? error.message}).`
    this.#waiting = ''
    this.#finish()
  }

  #finish(): void {
    if (this.#file === null) return
    fs.close(this.#file, () => {
      // closed or not, nothing more is written to it
    })
    this.#file = null
  }
}
