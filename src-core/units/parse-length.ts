import { failure, success, type Result } from '../outcome/result.ts'
import { MM_PER_INCH } from './length.ts'

/** Unit a bare number is meant in. */
export type LengthUnit = 'mm' | 'inch'

/** Why a text is no length, as facts; the sentence is made where it is shown. */
export type LengthProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unexpected'; readonly position: number; readonly found: string }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'unknown-name'; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: 'ambiguous-comma'; readonly found: string }
  | { readonly kind: 'divided-by-zero' }
  | { readonly kind: 'not-a-length'; readonly found: 'area' | 'one-per-length' }
  | { readonly kind: 'not-finite' }

/** How a length text is to be read. */
export interface LengthReading {
  /** Unit of a number that names none. */
  readonly unit: LengthUnit
  /** Lengths that may be called by name in an expression, mm: `{ D: 86 }` makes `=D/2` mean 43 mm. */
  readonly namesMm?: Readonly<Record<string, number>>
}

const UNIT_MM: ReadonlyMap<string, number> = new Map([
  ['mm', 1],
  ['cm', 10],
  ['in', MM_PER_INCH],
  ['inch', MM_PER_INCH],
  ['inches', MM_PER_INCH],
  ['"', MM_PER_INCH],
  ['″', MM_PER_INCH],
  ['”', MM_PER_INCH],
])

type Token =
  | { readonly kind: 'number'; readonly value: number; readonly at: number; readonly text: string }
  | { readonly kind: 'word'; readonly at: number; readonly text: string }
  | { readonly kind: 'sign'; readonly at: number; readonly text: string }

/** A number with its power of length: 0 is a bare number, 1 a length in mm. */
interface Quantity {
  readonly value: number
  readonly power: 0 | 1
}

class Refusal extends Error {
  readonly problem: LengthProblem
  constructor(problem: LengthProblem) {
    super(problem.kind)
    this.problem = problem
  }
}

const TOKEN = /\s+|(\d+(?:[.,]\d*)?|[.,]\d+)|([A-Za-z_][A-Za-z0-9_]*|["″”])|([-+*/()×÷−])/gy

function numberOf(text: string): number {
  // 1,234 is a thousand to one reader and a fraction to another: refuse instead of guessing.
  if (/^[1-9]\d{0,2},\d{3}$/.test(text)) throw new Refusal({ kind: 'ambiguous-comma', found: text })
  return Number(text.replace(',', '.'))
}

function tokenOf(match: RegExpExecArray): Token | null {
  const at = match.index
  const [, digits, word, sign] = match
  if (digits !== undefined) return { kind: 'number', value: numberOf(digits), at, text: digits }
  if (word !== undefined) return { kind: 'word', at, text: word }
  if (sign !== undefined) return { kind: 'sign', at, text: sign }
  return null
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (match === null) {
      throw new Refusal({ kind: 'unexpected', position: at, found: text.charAt(at) })
    }
    const token = tokenOf(match)
    if (token !== null) tokens.push(token)
  }
  return tokens
}

/** Recursive descent over `sum = product (± product)*`, `product = factor (×÷ factor)*`. */
class Reader {
  private index = 0
  private readonly tokens: readonly Token[]
  private readonly reading: LengthReading

  constructor(tokens: readonly Token[], reading: LengthReading) {
    this.tokens = tokens
    this.reading = reading
  }

  lengthMm(): number {
    const total = this.asLength(this.sum())
    const rest = this.tokens[this.index]
    if (rest !== undefined) {
      throw new Refusal({ kind: 'unexpected', position: rest.at, found: rest.text })
    }
    return total.value
  }

  private asLength(quantity: Quantity): Quantity {
    if (quantity.power === 1) return quantity
    return { value: quantity.value * (this.reading.unit === 'mm' ? 1 : MM_PER_INCH), power: 1 }
  }

  private takeSign(signs: string): string | null {
    const token = this.tokens[this.index]
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return null
    this.index += 1
    return token.text
  }

  private sum(): Quantity {
    let left = this.product()
    for (let sign = this.takeSign('+-−'); sign !== null; sign = this.takeSign('+-−')) {
      const right = this.product()
      const factor = sign === '+' ? 1 : -1
      const bothBare = left.power === 0 && right.power === 0
      const a = bothBare ? left : this.asLength(left)
      const b = bothBare ? right : this.asLength(right)
      left = { value: a.value + factor * b.value, power: a.power }
    }
    return left
  }

  private product(): Quantity {
    let left = this.factor()
    for (let sign = this.takeSign('*×/÷'); sign !== null; sign = this.takeSign('*×/÷')) {
      const right = this.factor()
      left = sign === '*' || sign === '×' ? multiply(left, right) : divide(left, right)
    }
    return left
  }

  private factor(): Quantity {
    const sign = this.takeSign('+-−')
    if (sign !== null) {
      const inner = this.factor()
      return sign === '+' ? inner : { ...inner, value: -inner.value }
    }
    if (this.takeSign('(') !== null) {
      const inner = this.sum()
      if (this.takeSign(')') === null) this.refuseHere()
      return this.withUnit(inner)
    }
    return this.value()
  }

  private value(): Quantity {
    const token = this.tokens[this.index]
    if (token?.kind === 'number') return this.withUnit({ value: this.literal(), power: 0 })
    if (token?.kind === 'word' && this.unitAt(0) === null) {
      this.index += 1
      return { value: this.named(token.text), power: 1 }
    }
    return this.refuseHere()
  }

  private named(name: string): number {
    const names = this.reading.namesMm ?? {}
    const value = Object.hasOwn(names, name) ? names[name] : undefined
    if (value === undefined) {
      throw new Refusal({ kind: 'unknown-name', name, known: Object.keys(names).sort() })
    }
    return value
  }

  /** A number, a fraction that carries a unit (`1/2in`), or a mixed number (`3 1/8`). */
  private literal(): number {
    const first = this.number(0)
    if (first === null) return this.refuseHere()
    const mixed = this.fraction(1)
    if (mixed !== null && this.number(1) !== null) {
      this.index += 4
      return first + mixed
    }
    const alone = this.fraction(0)
    if (alone !== null && this.unitAt(3) !== null) {
      this.index += 3
      return alone
    }
    this.index += 1
    return first
  }

  private number(ahead: number): number | null {
    const token = this.tokens[this.index + ahead]
    return token?.kind === 'number' ? token.value : null
  }

  /** The value of `a/b` that starts `ahead` tokens from here; null when there is none. */
  private fraction(ahead: number): number | null {
    const above = this.number(ahead)
    const slash = this.tokens[this.index + ahead + 1]
    const below = this.number(ahead + 2)
    if (above === null || below === null || slash?.kind !== 'sign' || slash.text !== '/')
      return null
    if (below === 0) throw new Refusal({ kind: 'divided-by-zero' })
    return above / below
  }

  private unitAt(ahead: number): number | null {
    const token = this.tokens[this.index + ahead]
    return token?.kind === 'word' ? (UNIT_MM.get(token.text.toLowerCase()) ?? null) : null
  }

  private withUnit(bare: Quantity): Quantity {
    const unitMm = this.unitAt(0)
    if (unitMm === null || bare.power === 1) return bare
    this.index += 1
    return { value: bare.value * unitMm, power: 1 }
  }

  private refuseHere(): never {
    const token = this.tokens[this.index]
    throw new Refusal(
      token === undefined
        ? { kind: 'unfinished' }
        : { kind: 'unexpected', position: token.at, found: token.text },
    )
  }
}

function multiply(a: Quantity, b: Quantity): Quantity {
  if (a.power === 1 && b.power === 1) throw new Refusal({ kind: 'not-a-length', found: 'area' })
  return { value: a.value * b.value, power: a.power === 1 || b.power === 1 ? 1 : 0 }
}

function divide(a: Quantity, b: Quantity): Quantity {
  if (b.value === 0) throw new Refusal({ kind: 'divided-by-zero' })
  if (a.power === 0 && b.power === 1) {
    throw new Refusal({ kind: 'not-a-length', found: 'one-per-length' })
  }
  return { value: a.value / b.value, power: a.power === b.power ? 0 : 1 }
}

/**
 * Reads a length as a person types it, to mm: `12.5`, `12,5 mm`, `1/2in`, `3 1/8"`, `84/2`,
 * `=D/2+3` with named lengths. A number without a unit is in `reading.unit`; thin and
 * non-breaking spaces between digits are groups. Refused: what is no length (a product of two
 * lengths), `1,234` (two readings), an unknown name, a division by zero.
 */
export function parseLength(text: string, reading: LengthReading): Result<number, LengthProblem> {
  const plain = text.replace(/(\d)[\u2009\u202f\u00a0](?=\d)/g, '$1').replace(/^\s*=/, '')
  if (plain.trim() === '') return failure({ kind: 'empty' })
  try {
    const lengthMm = new Reader(tokensOf(plain), reading).lengthMm()
    return Number.isFinite(lengthMm) ? success(lengthMm) : failure({ kind: 'not-finite' })
  } catch (error) {
    if (error instanceof Refusal) return failure(error.problem)
    throw error
  }
}
