import { access, constants, readFile, stat } from 'node:fs/promises'
import type { PortChoice } from '#core/contract/machine.contract.ts'
import type { PortList } from '../engine-messages.ts'
import { blockedPort, noPortHint, type BlockedPort } from './port-access.ts'
import { likelyBoard } from './usb-boards.ts'

/** The controller that needs no cable. */
export const VIRTUAL_PORT: PortChoice = {
  uri: 'virtual:',
  label: 'Virtual controller (no machine)',
  kind: 'virtual',
  device: '',
  manufacturer: '',
  usbId: '',
  likely: '',
  blocked: null,
}

/** What there is to know of one serial device. */
export interface FoundPort {
  readonly path: string
  readonly manufacturer?: string | undefined
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
}

/** How the list looks at the computer. */
export interface PortWorld {
  readonly platform: NodeJS.Platform
  readonly find: () => Promise<readonly FoundPort[]>
  /** Null when this user may open the device. */
  readonly blocked: (path: string) => Promise<BlockedPort | null>
}

const LIST_FAILED_HINT =
  'The serial ports of this computer could not be listed: name yours by hand, e.g. serial:/dev/ttyUSB0.'

/**
 * Lists the ports a controller may be on, the virtual one last. A computer where ports cannot be
 * listed (Linux without udev's tools) gives the virtual one and a hint, never a failure.
 */
export async function listPorts(world: PortWorld = THIS_COMPUTER): Promise<PortList> {
  const found = await world.find().catch((error: unknown) => describeFailure(error))
  if (typeof found === 'string') return { ports: [VIRTUAL_PORT], hint: found }
  const usable = found.filter(isControllerPort)
  const choices = await Promise.all(usable.map((port) => choiceOf(port, world)))
  const ports = [...choices, VIRTUAL_PORT]
  if (choices.length === 0) return { ports, hint: noPortHint(world.platform) }
  const blocked = choices.find((choice) => choice.blocked !== null)?.blocked
  return { ports, hint: blocked === undefined || blocked === null ? '' : hintOf(blocked) }
}

/** A sentence and its command as one text, for where there is no room for both. */
function hintOf({ sentence, command }: BlockedPort): string {
  return command === '' ? sentence : `${sentence} The command: \`${command}\``
}

async function findSerialPorts(): Promise<readonly FoundPort[]> {
  const { SerialPort } = await import('serialport')
  return SerialPort.list()
}

function describeFailure(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return /udevadm|ENOENT/.test(text)
    ? 'The serial ports could not be listed because udevadm is missing: install the udev package, or name the port by hand, e.g. serial:/dev/ttyUSB0.'
    : LIST_FAILED_HINT
}

/** Boards show up as USB devices; a bare `/dev/ttyS3` is a PC's own port with nothing behind it. */
function isControllerPort(port: FoundPort): boolean {
  return port.vendorId !== undefined || !/^\/dev\/ttyS\d+$/.test(port.path)
}

async function choiceOf(port: FoundPort, world: PortWorld): Promise<PortChoice> {
  const { path, manufacturer = '', vendorId = '', productId = '' } = port
  const likely = likelyBoard(vendorId, productId)
  const name = likely === '' ? manufacturer : likely
  return {
    uri: `serial:${path}?baud=115200`,
    label: name === '' ? path : `${path} (${name})`,
    kind: 'serial',
    device: path,
    manufacturer,
    usbId: vendorId === '' ? '' : `${vendorId}:${productId}`.toLowerCase(),
    likely,
    blocked: await world.blocked(path),
  }
}

async function whyBlocked(path: string): Promise<BlockedPort | null> {
  if (!path.startsWith('/')) return null
  const may = await access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  )
  if (may) return null
  return blockedPort({ platform: process.platform, group: await groupOf(path), path })
}

async function groupOf(path: string): Promise<string | null> {
  try {
    const { gid } = await stat(path)
    const groups = await readFile('/etc/group', 'utf8')
    const line = groups.split('\n').find((entry) => entry.split(':')[2] === String(gid))
    return line?.split(':')[0] ?? null
  } catch {
    // Where there is no such file the usual group is named.
    return null
  }
}

const THIS_COMPUTER: PortWorld = {
  platform: process.platform,
  find: findSerialPorts,
  blocked: whyBlocked,
}
