import { readFileSync, statSync } from 'node:fs'
import { parsePortUri } from '../machine/port-uri.ts'
import { serveVirtual } from '../machine/serve-virtual.ts'
import { faultHelp } from '../machine/virtual/faults.ts'
import { EXIT, type Command } from './command.ts'

const LISTEN = /^(127\.0\.0\.1|localhost|\[::1\]|::1|[\d.]+):(\d{1,5})$/

/** `rmos virtual`: the virtual controller over TCP, for others to connect to. */
export const virtualCommand: Command = {
  name: 'virtual',
  summary: 'serve the virtual GRBL controller over TCP',
  usage: [
    'rmos virtual --listen 127.0.0.1:PORT [--profile grbl|grblhal|fluidnc] [--faults FILE|KIND:WHERE,…]',
    '             [--probe plate:Z|block:X:Y:Z:X:Y:Z|bore:X:Y:RADIUS:Z|sensor:X:Y:RADIUS:Z] [--setting 22=1] [--speed N] [--record FILE]',
    '  --faults: a file with one fault a line, or faults separated by commas; WHERE is a line (200), a time',
    '            (5000ms) or a count of bytes received (1200b); some take :AMOUNT (freeze:5000ms:3000)',
    ...faultHelp().map((line) => `            ${line}`),
    '  --probe: what its probe can touch, in machine millimetres',
    '  example: rmos virtual --listen 127.0.0.1:2323 --faults drop-ack:200,banner:500',
  ].join('\n'),
  options: {
    listen: { type: 'string' },
    faults: { type: 'string' },
    profile: { type: 'string' },
    probe: { type: 'string' },
    speed: { type: 'string' },
    record: { type: 'string' },
    setting: { type: 'string', multiple: true },
  },
  run: async ({ values }, context) => {
    const listen = LISTEN.exec(text(values['listen'] ?? '127.0.0.1:0'))
    if (listen === null || Number(listen[2]) > 65_535) {
      context.writeNote(
        `--listen ${text(values['listen'])}: write an address and a port, e.g. 127.0.0.1:2323.`,
      )
      return EXIT.usage
    }
    const address = parsePortUri(virtualUri(values))
    if (!address.ok || address.value.kind !== 'virtual') {
      context.writeNote(address.ok ? 'not a virtual port' : address.error)
      return EXIT.usage
    }
    const host = (listen[1] ?? '').replace(/^\[|\]$/g, '')
    const served = await serveVirtual(
      { host, port: Number(listen[2]) },
      address.value.options,
      context.writeNote,
    )
    if (!served.ok) {
      context.writeNote(served.error)
      return EXIT.cannotWrite
    }
    const uri = `tcp://${host}:${String(served.value.port)}`
    context.writeResult(
      context.json ? JSON.stringify({ schema: 'rmos.virtual', version: 1, uri }) : uri,
    )
    await whenAborted(context.interrupted)
    await served.value.close()
    return EXIT.done
  },
}

type Values = Parameters<Command['run']>[0]['values']

function virtualUri(values: Values): string {
  const query = new URLSearchParams()
  for (const name of ['speed', 'record', 'profile', 'probe']) {
    if (values[name] !== undefined) query.set(name, text(values[name]))
  }
  if (values['faults'] !== undefined) query.set('faults', faultScript(text(values['faults'])))
  const settings = values['setting']
  for (const setting of Array.isArray(settings) ? settings : []) {
    const [number = '', value = ''] = text(setting).split('=')
    query.set(number, value)
  }
  return `virtual:?${query.toString()}`
}

/** The faults themselves, or what stands in the file that is named. */
function faultScript(given: string): string {
  const isFile = statSync(given, { throwIfNoEntry: false })?.isFile() === true
  return isFile ? readFileSync(given, 'utf8') : given
}

function text(value: Values[string]): string {
  return typeof value === 'string' ? value : ''
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => {
      resolve()
    })
  })
}
