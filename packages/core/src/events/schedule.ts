import { checkOptions } from '../options.ts'
import type { Output, Schema } from '../schema.ts'
import type { Trigger } from '../trigger.ts'
import { checkData } from './data.ts'
import { startEngine } from './engine.ts'
import type { ScheduleEvent } from './event.ts'
import { nativeName, sameResource } from './resource.ts'

export interface ScheduleOptions<S extends Schema<any, any> = Schema> {
  /** IANA name, as in `Asia/Shanghai`; UTC without it. */
  timezone?: string
  /** Of what the schedule hands over, where it hands over something. */
  data?: S
}

/** A point in time that comes again. */
export interface Schedule<Data = unknown> extends Trigger<ScheduleEvent<Data>> {
  readonly kind: 'schedule'
  readonly name: string
  /** Five fields: minute, hour, day of month, month, day of week. Deploy translates it to each cloud's dialect. */
  readonly cron: string
  readonly timezone: string
}

/** A schedule: `schedule('nightly', '0 3 * * *', { timezone: 'Asia/Shanghai' })`. */
export function schedule<S extends Schema<any, any>>(
  name: string,
  cron: string,
  options: ScheduleOptions<S> & { data: S },
): Schedule<Output<S>>
export function schedule(name: string, cron: string, options?: ScheduleOptions): Schedule
export function schedule(name: string, cron: string, options: ScheduleOptions<any> = {}): Schedule<any> {
  checkOptions('schedule()', options, ['timezone', 'data'])
  const label = `schedule ${name}`
  return {
    kind: 'schedule',
    engine: startEngine,
    name,
    label,
    cron,
    timezone: options.timezone ?? 'UTC',
    overlaps: (other, names) =>
      other.kind === 'schedule' && sameResource(name, (other as Schedule).name, names),
    claims: (event: ScheduleEvent, names, sole) =>
      sole || event.schedule === undefined || event.schedule === nativeName(name, names),
    prepare: checkData(label, options.data),
  }
}
