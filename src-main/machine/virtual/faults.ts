import { failure, success, type Result } from '#core/outcome/result.ts'

/** What a fault's third part counts. */
type AmountUnit = 'ms' | 'bytes' | 'seed'

interface FaultRule {
  readonly kind: string
  /** What goes wrong, for the help. */
  readonly effect: string
  readonly amount?: { readonly unit: AmountUnit; readonly usual: number }
  /** Its second part is a rate from 0 to 1 and not a place. */
  readonly rate?: true
}

/** What can be made to go wrong. */
const RULES = [
  { kind: 'drop-ack', effect: 'the answer to the line is never sent' },
  { kind: 'garble-ack', effect: 'the answer to the line arrives as "o"' },
  { kind: 'double-ack', effect: 'the answer to the line is sent twice' },
  { kind: 'banner', effect: 'the supply browns out: position lost, banner' },
  { kind: 'close', effect: 'the cable is pulled' },
  { kind: 'silence', effect: 'nothing is sent any more' },
  {
    kind: 'freeze',
    effect: 'what is sent is held back for a time, then comes all at once',
    amount: { unit: 'ms', usual: 3000 },
  },
  {
    kind: 'delay',
    effect: 'everything sent arrives later by a time',
    amount: { unit: 'ms', usual: 16 },
  },
  {
    kind: 'drop-in',
    effect: 'the next bytes to the controller are lost',
    amount: { unit: 'bytes', usual: 1 },
  },
  {
    kind: 'drop-out',
    effect: 'the next bytes from the controller are lost',
    amount: { unit: 'bytes', usual: 1 },
  },
  {
    kind: 'flip-in',
    effect: 'bits of bytes to the controller flip at a rate',
    amount: { unit: 'seed', usual: 1 },
    rate: true,
  },
  {
    kind: 'flip-out',
    effect: 'bits of bytes from the controller flip at a rate',
    amount: { unit: 'seed', usual: 1 },
    rate: true,
  },
  { kind: 'limit', effect: 'a limit switch is hit' },
  { kind: 'no-switch', effect: 'no limit switch works, from the start: homing fails' },
  { kind: 'stuck-switch', effect: 'every limit switch stays closed, from the start' },
  {
    kind: 'door',
    effect: 'the door is opened for a time',
    amount: { unit: 'ms', usual: 1000 },
  },
  { kind: 'cycle-start', effect: 'the cycle-start button is pressed' },
  { kind: 'feed-hold', effect: 'the feed-hold button is pressed' },
  { kind: 'probe-open', effect: 'the probe no longer makes contact' },
  { kind: 'probe-closed', effect: 'the probe is shorted' },
  {
    kind: 'probe-touch',
    effect: 'the plate is touched to the tool for a time',
    amount: { unit: 'ms', usual: 1000 },
  },
] as const satisfies readonly FaultRule[]

/** Kinds of faults, by name. */
const VIRTUAL_FAULT_KINDS = RULES.map(({ kind }) => kind)

/** One line of help for each kind. */
export function faultHelp(): readonly string[] {
  return RULES.map((rule) => `${rule.kind}: ${rule.effect}`)
}

/** One thing that goes wrong: at a line, a number of bytes received, a time, or all the time at a rate. */
export interface VirtualFault {
  readonly kind: (typeof RULES)[number]['kind']
  /** The line, counted from 1 over everything received since power-up; 0 when something else triggers it. */
  readonly atLine: number
  /** Time since power-up, ms. */
  readonly atMs?: number
  /** Bytes received since power-up. */
  readonly atByte?: number
  /** Share of bytes that flip. */
  readonly rate?: number
  /** Milliseconds, bytes or a seed, by kind. */
  readonly amount?: number
}

const GRAMMAR =
  'write KIND:WHERE or KIND:WHERE:AMOUNT with WHERE a line (200), a time (5000ms) or a count of bytes (1200b)'

const RATE_GRAMMAR = 'write KIND:RATE or KIND:RATE:SEED with a rate above 0, at most 1'

/**
 * Reads faults, separated by commas or line ends: `drop-ack:200`, `freeze:5000ms:3000`,
 * `close:1200b`, `flip-in:0.000001:7` (rate and seed). `#` starts a comment to the line's end.
 * The failure is one sentence.
 */
export function parseFaults(text: string): Result<readonly VirtualFault[], string> {
  const faults: VirtualFault[] = []
  for (const line of text.split('\n')) {
    for (const part of line.replace(/#.*$/, '').split(',')) {
      if (part.trim() === '') continue
      const fault = parseFault(part.trim())
      if (!fault.ok) return fault
      faults.push(fault.value)
    }
  }
  return success(faults)
}

function parseFault(part: string): Result<VirtualFault, string> {
  const [name = '', where = '', amountText = ''] = part.split(':')
  const rule: FaultRule | undefined = RULES.find(({ kind }) => kind === name)
  if (rule === undefined) {
    return failure(
      `fault "${part}" is not known; write KIND:LINE with one of ${VIRTUAL_FAULT_KINDS.join(', ')}.`,
    )
  }
  const kind = rule.kind as VirtualFault['kind']
  const amount = part.split(':').length > 3 ? null : amountOf(rule, amountText)
  const [read, grammar] = rule.rate ? [rateOf, RATE_GRAMMAR] : [placeOf, GRAMMAR]
  const place = read(where)
  if (amount === null || place === null) return failure(`fault "${part}": ${grammar}.`)
  return success({ kind, ...place, ...(amount === undefined ? {} : { amount }) })
}

function amountOf(rule: FaultRule, text: string): number | undefined | null {
  if (rule.amount === undefined) return text === '' ? undefined : null
  if (text === '') return rule.amount.usual
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

function rateOf(text: string): { readonly atLine: 0; readonly rate: number } | null {
  const rate = /^[\d.]+(e-\d+)?$/.test(text) ? Number(text) : Number.NaN
  return rate > 0 && rate <= 1 ? { atLine: 0, rate } : null
}

function placeOf(text: string): Omit<VirtualFault, 'kind'> | null {
  const parts = /^([1-9]\d{0,8})(ms|b)?$/.exec(text)
  if (parts === null) return null
  const number = Number(parts[1])
  if (parts[2] === 'ms') return { atLine: 0, atMs: number }
  return parts[2] === 'b' ? { atLine: 0, atByte: number } : { atLine: number }
}
