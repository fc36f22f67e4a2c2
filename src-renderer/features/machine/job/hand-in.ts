/** Bytes read of the file at once. */
const PIECE_BYTES = 1024 * 1024
/** Pieces sent ahead of their answers, so that neither end waits for the way between them. */
const SENT_AHEAD = 3
/** Shares that are told apart: each telling draws the page anew, and a piece comes every 20 ms. */
const SHARES_TOLD = 20

/** A piece of a file on its way. */
export interface FilePiece {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly last: boolean
}

/** Where the pieces of a file go. */
export interface PieceTaker<A> {
  /** Sends a piece and resolves to its answer; that of the last comes when the whole file is dealt with. */
  readonly send: (piece: FilePiece) => Promise<A>
  /** Whether an answer says that more may come. */
  readonly goesOn: (answer: A) => boolean
  /** Hears each piece once it is over there, in order; its bytes are the hearer's to give away. */
  readonly sent: (piece: FilePiece) => void
  /** Hears what share of the file is read, about twenty times in all. */
  readonly share: (share: number) => void
  /** Whether nobody waits for the file any more. */
  readonly isCancelled: () => boolean
}

/** A piece that was sent and not answered yet. */
interface Underway<A> {
  readonly piece: FilePiece
  readonly answer: Promise<A>
}

/**
 * Hands a file over in pieces, a few ahead of the answers. Gives the answer to the last piece, or the first
 * one after which nothing more may come; null when it was called off before the last was sent.
 */
export async function handIn<A>(file: Blob, taker: PieceTaker<A>): Promise<A | null> {
  const underway: Underway<A>[] = []
  for await (const piece of piecesOf(file, taker.share)) {
    if (taker.isCancelled()) return null
    underway.push({ piece, answer: taker.send(piece) })
    while (piece.last ? underway.length > 1 : underway.length >= SENT_AHEAD) {
      const refusal = await firstAnswered(underway, taker)
      if (taker.isCancelled()) return null
      if (refusal !== null) return refusal.answer
    }
  }
  const [last] = underway
  if (last === undefined) return null
  // Its answer is long in coming, and until it is sent nobody may give its bytes away.
  taker.sent({ ...last.piece, bytes: last.piece.bytes.slice() })
  return last.answer
}

/** Waits for the oldest answer; gives it when nothing more may come after it. */
async function firstAnswered<A>(
  underway: Underway<A>[],
  { goesOn, sent }: PieceTaker<A>,
): Promise<{ readonly answer: A } | null> {
  const oldest = underway.shift()
  if (oldest === undefined) return null
  const answer = await oldest.answer
  if (!goesOn(answer)) return { answer }
  sent(oldest.piece)
  return null
}

/** The pieces of a file; of an empty one the only piece is empty. */
async function* piecesOf(
  file: Blob,
  tell: (share: number) => void,
): AsyncGenerator<FilePiece, void, undefined> {
  let told = 0
  for (let offset = 0, last = false; !last;) {
    const bytes = new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer())
    offset += PIECE_BYTES
    last = offset >= file.size
    const share = Math.min(1, offset / Math.max(1, file.size))
    if (last || share >= told + 1 / SHARES_TOLD) {
      told = share
      tell(share)
    }
    yield { bytes, last }
  }
}
