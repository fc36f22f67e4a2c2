import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FilePiece, handIn } from './hand-in.ts'

const MB = 1024 * 1024

function fileOf(lengthBytes: number): Blob {
  const bytes = new Uint8Array(lengthBytes)
  for (let at = 0; at < lengthBytes; at += 1) bytes[at] = (at * 31 + (at >> 9)) & 0xff
  return new Blob([bytes])
}

/** Whether blobs behind one another are a file, byte for byte. */
async function isFile(file: Blob, parts: readonly Blob[]): Promise<boolean> {
  const [own, found] = await Promise.all(
    [file, new Blob([...parts])].map(async (blob) => new Uint8Array(await blob.arrayBuffer())),
  )
  if (own === undefined || own.length !== found?.length) return false
  return own.every((byte, at) => byte === found[at])
}

/** Takes pieces as a slow main does, and gives the bytes of what is over there away as the page does. */
function slowMain(answerOf: (index: number, piece: FilePiece) => string = () => 'more') {
  const [received, drawn]: [Blob[], Blob[]] = [[], []]
  const shares: number[] = []
  let [sent, underway, mostUnderway] = [0, 0, 0]
  let isCancelled = false
  const taker = {
    send: async (piece: FilePiece) => {
      const index = sent
      sent += 1
      underway += 1
      mostUnderway = Math.max(mostUnderway, underway)
      for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setTimeout(done, 0))
      // only now are they read: nobody may have given them away meanwhile
      received.push(new Blob([piece.bytes]))
      underway -= 1
      return answerOf(index, piece)
    },
    goesOn: (answer: string) => answer === 'more',
    sent: ({ bytes }: FilePiece) => {
      drawn.push(new Blob([bytes]))
      structuredClone(bytes, { transfer: [bytes.buffer] })
    },
    share: (share: number) => {
      shares.push(share)
    },
    isCancelled: () => isCancelled,
  }
  return {
    taker,
    shares,
    cancel: () => {
      isCancelled = true
    },
    found: () => ({ sent, mostUnderway }),
    received,
    drawn,
  }
}

describe('a file handed in', () => {
  test.each([0, 1, MB - 1, MB, MB + 1, 3 * MB, 7 * MB + 17])(
    'of %i bytes arrives whole over there and at the picture',
    async (lengthBytes) => {
      const file = fileOf(lengthBytes)
      const main = slowMain((_index, { last }) => (last ? 'done' : 'more'))
      expect(await handIn(file, main.taker)).toBe('done')
      expect(await isFile(file, main.received)).toBe(true)
      expect(await isFile(file, main.drawn)).toBe(true)
      expect(main.found().mostUnderway).toBeLessThanOrEqual(3)
    },
  )

  test('is some pieces ahead of the answers, and tells its share twenty times at most', async () => {
    const main = slowMain()
    await handIn(fileOf(41 * MB), main.taker)
    expect(main.found().mostUnderway).toBe(3)
    expect(main.shares.length).toBeLessThanOrEqual(21)
    expect(main.shares.at(-1)).toBe(1)
    expect(main.shares).toEqual(main.shares.toSorted((a, b) => a - b))
  })

  test('ends with the first refusal, whichever piece it answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 5 }), async (refused) => {
        const main = slowMain((index) => (index === refused ? 'refused' : 'more'))
        expect(await handIn(fileOf(6 * MB), main.taker)).toBe('refused')
        // what was sent ahead is on its way already
        expect(main.found().sent).toBeLessThanOrEqual(refused + 3)
      }),
      { numRuns: 6 },
    )
  })

  test('is sent no further once it is called off', async () => {
    const main = slowMain((index) => {
      if (index === 2) main.cancel()
      return 'more'
    })
    expect(await handIn(fileOf(20 * MB), main.taker)).toBeNull()
    expect(main.found().sent).toBeLessThanOrEqual(6)
  })

  test('tells that the link broke', async () => {
    const main = slowMain((index) => {
      if (index === 1) throw new Error('the link broke')
      return 'more'
    })
    await expect(handIn(fileOf(4 * MB), main.taker)).rejects.toThrow('the link broke')
  })
})
