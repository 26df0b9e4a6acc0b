import { checkOptions } from '../options.ts'
import type { Output, Schema } from '../schema.ts'
import type { Trigger } from '../trigger.ts'
import { checkData } from './data.ts'
import { startEngine } from './engine.ts'
import type { TaskEvent } from './event.ts'
import { nativeName, sameResource } from './resource.ts'

/** A function that others call by name. */
export interface Task<Input = unknown, Result = unknown> extends Trigger<TaskEvent<Input>, Result> {
  readonly kind: 'task'
  readonly name: string
}

/** A task by its name: `task('resize', { input: z.object({ key: z.string() }), output: z.object({ key: z.string() }) })`. */
export function task(name: string): Task
export function task<In extends Schema<any, any>, Out extends Schema<any, any> = Schema>(
  name: string,
  options: { input?: In; output?: Out },
): Task<Output<In>, Output<Out>>
export function task(
  name: string,
  options: { input?: Schema<any>; output?: Schema<any> } = {},
): Task<any, any> {
  checkOptions('task()', options, ['input', 'output'])
  const label = `task ${name}`
  return {
    kind: 'task',
    engine: startEngine,
    name,
    label,
    schema: options.input,
    overlaps: (other, names) =>
      // A call by name carries nothing but its data, and so does an event that no codec knows.
      other.kind === 'any' || (other.kind === 'task' && sameResource(name, (other as Task).name, names)),
    claims: (event: TaskEvent, names, sole) => sole || event.task === nativeName(name, names),
    prepare: checkData(label, options.input),
  }
}
