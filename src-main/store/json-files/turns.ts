import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../../files/durable-files.ts'
import { waitNow } from '../../files/durable-files-now.ts'
import type { DurableFilesNow } from '../../files/durable-files-now.ts'

/**
 * Who may write a file store, one process at a time. Every turn has a number of its own, a file
 * `{number}.taken` while it lasts and `{number}.done` afterwards; a turn is taken by making the
 * file of the next number, which only one process can. Numbers only grow, so the newest one also
 * says whether anybody wrote since one looked last.
 */
export interface Turns {
  /** Takes the next turn, waiting for the one that is running; `busy` after five seconds of it. */
  readonly take: () => Result<number, Problem>
  readonly end: (turn: number) => void
  /** The newest turn and whether somebody alive still has it. */
  readonly newest: () => NewestTurn
}

/** The newest turn of all. */
export interface NewestTurn {
  readonly number: number
  readonly state: 'done' | 'running' | 'abandoned'
  /** The process that has it; null when it is over or does not say. */
  readonly pid: number | null
}

/** Where turns are taken, and by whom. */
export interface TurnPlace {
  readonly files: DurableFilesNow
  /** Must exist. */
  readonly folder: string
  readonly pid: number
  /**
   * When this computer was started, seconds since 1970; a process from before that is gone. Asked
   * anew each time, because a clock that is set moves it.
   */
  readonly bootedAtS: () => number
  readonly isAlive: (pid: number) => boolean
  /** A clock that only goes forward, milliseconds. */
  readonly monotonicMs: () => number
}

const WAIT_LIMIT_MS = 5000
const LONGEST_PAUSE_MS = 20
/** How far two computations of the same start of the computer may lie apart: clock corrections. */
const BOOT_TOLERANCE_S = 60
/** Listing a folder may miss a file that is renamed meanwhile; older ones stay as witnesses. */
const WITNESSES = 8
const NAME = /^(\d+)\.(taken|done)$/

interface Ticket {
  readonly number: number
  readonly isDone: boolean
}

/** The turns this process has, by folder: a number of our own that is not among them is an old one. */
const HELD_HERE = new Map<string, Set<number>>()

/** Turns in a folder. */
export function createTurns(place: TurnPlace): Turns {
  const mine = HELD_HERE.get(place.folder) ?? new Set<number>()
  HELD_HERE.set(place.folder, mine)
  return {
    newest: () => newestTurn(place, mine),
    take: () => take(place, mine),
    end: (turn) => {
      mine.delete(turn)
      place.files.rename(ticketPath(place, turn, 'taken'), ticketPath(place, turn, 'done'))
    },
  }
}

function ticketPath(place: TurnPlace, turn: number, state: 'taken' | 'done'): string {
  return join(place.folder, `${String(turn)}.${state}`)
}

function ticketsOf(place: TurnPlace): readonly Ticket[] {
  return place.files.list(place.folder).flatMap(({ name }) => {
    const found = NAME.exec(name)
    return found === null ? [] : [{ number: Number(found[1]), isDone: found[2] === 'done' }]
  })
}

function newestTurn(place: TurnPlace, mine: ReadonlySet<number>): NewestTurn {
  const tickets = ticketsOf(place)
  const number = Math.max(0, ...tickets.map((ticket) => ticket.number))
  const isRunning = tickets.some((ticket) => ticket.number === number && !ticket.isDone)
  if (!isRunning) return { number, state: 'done', pid: null }
  const owner = ownerOf(place, number)
  if (owner === 'ended') return { number, state: 'done', pid: null }
  if (owner === null) return { number, state: 'running', pid: null }
  const isGone =
    Math.abs(owner.bootedAtS - place.bootedAtS()) > BOOT_TOLERANCE_S ||
    (owner.pid === place.pid ? !mine.has(number) : !place.isAlive(owner.pid))
  return { number, state: isGone ? 'abandoned' : 'running', pid: owner.pid }
}

interface Owner {
  readonly pid: number
  readonly bootedAtS: number
}

/** Null while the file is still being written. */
function ownerOf(place: TurnPlace, turn: number): Owner | 'ended' | null {
  try {
    const text = new TextDecoder().decode(place.files.readFile(ticketPath(place, turn, 'taken')))
    const [pid, bootedAtS] = text.split(' ').map(Number)
    if (!text.endsWith('\n') || pid === undefined || bootedAtS === undefined) return null
    return { pid, bootedAtS }
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 'ended'
    throw error
  }
}

function take(place: TurnPlace, mine: Set<number>): Result<number, Problem> {
  const untilMs = place.monotonicMs() + WAIT_LIMIT_MS
  let pauseMs = 1
  for (;;) {
    const newest = newestTurn(place, mine)
    const isLate = place.monotonicMs() > untilMs
    // Whoever has not even written its number for five seconds died while it did.
    const isOver = newest.state !== 'running' || (isLate && newest.pid === null)
    if (isOver && tryTake(place, newest.number + 1)) {
      mine.add(newest.number + 1)
      return success(newest.number + 1)
    }
    if (isLate && !isOver) return failure(busy(place, newest.pid))
    waitNow(pauseMs)
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
}

function tryTake(place: TurnPlace, turn: number): boolean {
  const path = ticketPath(place, turn, 'taken')
  try {
    place.files.writeNew(path, `${String(place.pid)} ${String(place.bootedAtS())}\n`)
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false
    forget(place, path)
    throw error
  }
  const tickets = ticketsOf(place)
  const isTaken = tickets.some(({ number, isDone }) => number > turn || (number === turn && isDone))
  if (isTaken) {
    forget(place, path)
    return false
  }
  for (const { number, isDone } of tickets) {
    if (number < turn - WITNESSES)
      forget(place, ticketPath(place, number, isDone ? 'done' : 'taken'))
  }
  return true
}

/** A ticket that cannot be removed is only one more file. */
function forget(place: TurnPlace, path: string): void {
  try {
    place.files.unlink(path)
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
  }
}

function busy(place: TurnPlace, pid: number | null): Problem {
  const who =
    pid === null ? 'another RMOS program' : `another RMOS program (process ${String(pid)})`
  return {
    kind: 'busy',
    message: `The record files beside ${place.folder} are being written by ${who}.`,
    remedy: 'Wait for the other program to finish, then try again.',
    requestId: '',
  }
}
