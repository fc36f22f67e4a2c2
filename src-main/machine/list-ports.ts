import { access, constants } from 'node:fs/promises'
import type { PortChoice } from '#core/contract/machine.contract.ts'
import type { PortList } from './engine-messages.ts'

/** The controller that needs no cable. */
export const VIRTUAL_PORT: PortChoice = {
  uri: 'virtual:',
  label: 'Virtual controller (no machine)',
  kind: 'virtual',
}

/** What there is to know of one serial device. */
export interface FoundPort {
  readonly path: string
  readonly manufacturer?: string | undefined
  readonly vendorId?: string | undefined
}

const LIST_FAILED_HINT =
  'The serial ports of this computer could not be listed: name yours by hand, e.g. serial:/dev/ttyUSB0.'
const NONE_HINT = 'No serial port was found: plug the controller in and switch it on.'

/**
 * Lists the ports a controller may be on, the virtual one last. A computer where ports cannot be
 * listed (Linux without udev's tools) gives the virtual one and a hint, never a failure.
 */
export async function listPorts(
  find: () => Promise<readonly FoundPort[]> = findSerialPorts,
  mayOpen: (path: string) => Promise<boolean> = isOpenable,
): Promise<PortList> {
  const found = await find().catch((error: unknown) => describeFailure(error))
  if (typeof found === 'string') return { ports: [VIRTUAL_PORT], hint: found }
  const usable = found.filter(isControllerPort)
  const ports = [...usable.map(choiceOf), VIRTUAL_PORT]
  if (usable.length === 0) return { ports, hint: NONE_HINT }
  for (const { path } of usable) {
    if (!(await mayOpen(path))) return { ports, hint: permissionHint(path) }
  }
  return { ports, hint: '' }
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

function choiceOf(port: FoundPort): PortChoice {
  const maker = port.manufacturer === undefined ? '' : ` (${port.manufacturer})`
  return {
    uri: `serial:${port.path}?baud=115200`,
    label: `${port.path}${maker}`,
    kind: 'serial',
  }
}

async function isOpenable(path: string): Promise<boolean> {
  if (!path.startsWith('/')) return true
  return access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  )
}

function permissionHint(path: string): string {
  return `This user may not open ${path}: run \`sudo usermod -aG dialout $USER\`, then log in again.`
}
