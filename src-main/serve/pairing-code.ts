import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import type { BenchNetwork } from '#core/contract/bench.contract.ts'

/** Digits of a code: one guess in a hundred million is right. */
const CODE_DIGITS = 8
/** Bounds of pairing. */
export const PAIRING_LIMITS = {
  /** A code is good for so long. */
  codeLifeMs: 5 * 60_000,
  /** Wrong guesses of everybody together after which a code is withdrawn. */
  guessesPerCode: 10,
  /** Wrong guesses of one address after which it is locked out, the right code or not. */
  guessesPerAddress: 5,
  lockOutMs: 10 * 60_000,
  /** Addresses whose guesses are counted at once; beyond it nobody is let in. */
  countedAddresses: 500,
} as const

/** How an offered code was taken. */
export type CodeOffer = 'right' | 'wrong' | 'no-code' | 'locked'

/** Keeps the pairing code of the moment. */
export interface CodeKeeper {
  /** A new code in place of any older one; shown on the shop PC and nowhere else. */
  readonly renew: () => string
  /** Takes a code that somebody typed. A right one is worth nothing from then on. */
  readonly offer: (digits: string, address: string) => CodeOffer
  readonly withdraw: () => void
  readonly shown: () => Pick<BenchNetwork, 'code' | 'codeEnded'>
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Wrong guesses by address, forgotten after the lock-out. */
function guessBook(nowMs: () => number) {
  const byAddress = new Map<string, { count: number; sinceMs: number }>()
  function forgetOld(): void {
    for (const [address, { sinceMs }] of byAddress) {
      if (nowMs() - sinceMs >= PAIRING_LIMITS.lockOutMs) byAddress.delete(address)
    }
  }
  return {
    isLocked: (address: string): boolean => {
      forgetOld()
      const count = byAddress.get(address)?.count ?? 0
      const isFull = byAddress.size >= PAIRING_LIMITS.countedAddresses && count === 0
      return isFull || count >= PAIRING_LIMITS.guessesPerAddress
    },
    add: (address: string): void => {
      const count = (byAddress.get(address)?.count ?? 0) + 1
      byAddress.set(address, { count, sinceMs: nowMs() })
    },
  }
}

/**
 * A keeper without a code. `nowMs` is monotonic; `changed` hears when a code was used, ran out or was
 * withdrawn.
 */
export function createCodeKeeper(nowMs: () => number, changed: () => void): CodeKeeper {
  const guesses = guessBook(nowMs)
  let code: { readonly digits: string; readonly endsAtMs: number; guessesLeft: number } | null =
    null
  let ended: BenchNetwork['codeEnded'] = null

  function end(how: NonNullable<BenchNetwork['codeEnded']>): void {
    if (code === null) return
    code = null
    ended = how
    changed()
  }

  /** The code, unless its time has run out. */
  function current() {
    if (code !== null && nowMs() >= code.endsAtMs) end('expired')
    return code
  }

  return {
    renew: () => {
      const digits = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
      const { codeLifeMs, guessesPerCode } = PAIRING_LIMITS
      code = { digits, endsAtMs: nowMs() + codeLifeMs, guessesLeft: guessesPerCode }
      ended = null
      changed()
      return digits
    },
    offer: (digits, address) => {
      if (guesses.isLocked(address)) return 'locked'
      const good = current()
      if (good === null) return 'no-code'
      if (timingSafeEqual(digest(digits), digest(good.digits))) {
        end('used')
        return 'right'
      }
      guesses.add(address)
      good.guessesLeft -= 1
      if (good.guessesLeft <= 0) end('guessed')
      return 'wrong'
    },
    withdraw: () => {
      end('withdrawn')
    },
    shown: () => {
      const good = current()
      return {
        code: good && {
          digits: good.digits,
          secondsLeft: Math.max(0, (good.endsAtMs - nowMs()) / 1000),
        },
        codeEnded: ended,
      }
    },
  }
}
