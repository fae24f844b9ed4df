import { Kind, NONE, type NodeId, type NodeSet, type Tree } from '../syntax/tree';
import { Field, Struct } from '../syntax/view';

/** One item of `containerDefinitions`. */
export class Container {
  readonly tree: Tree;
  /** Tells it from all other containers of the document. */
  readonly id: NodeId;
  constructor(
    readonly struct: Struct,
    /** Its place in `containerDefinitions`. */
    readonly index: number,
    /** The key that it stands under, where containers are given by name. */
    private readonly key: NodeId = NONE,
  ) {
    this.tree = struct.tree;
    this.id = struct.node;
  }
  field(name: string): Field {
    return this.struct.field(name);
  }
  get nameField(): Field {
    const own = this.field('name');
    return own.isAbsent && this.key !== NONE ? new Field(this.tree, 'name', this.key, this.key) : own;
  }
  /** The name, or the placeholder that stands for it. */
  get name(): string | undefined {
    const field = this.nameField;
    return field.text ?? field.shown;
  }
  /** Where findings about the whole container are shown: the value of `name`, else the opening brace. */
  get anchor(): { start: number; end: number } {
    const field = this.nameField;
    const start = this.tree.start(this.struct.node);
    return field.isAbsent
      ? { start, end: start + 1 }
      : { start: this.tree.start(field.node), end: this.tree.end(field.node) };
  }
}

/** A resource of another document that takes its containers from this one. */
export interface Referrer {
  readonly task: TaskDefinition;
  /** What the text of the containers can name, where it is a template. */
  readonly variables?: Struct;
}

const NOTHING: NodeSet = new Set();

/** A task definition, in whatever wrapping the document has it. */
export class TaskDefinition {
  /** The containers that can be seen; items that are template placeholders are in `hidden`. */
  readonly containers: Container[];
  readonly hidden: NodeId[];

  constructor(
    readonly tree: Tree,
    /** The object with the task's own properties; undefined for a bare array of containers. */
    readonly struct: Struct | undefined,
    /** The `containerDefinitions` array, or what stands in its place. */
    readonly containersNode: NodeId,
    /** What the template calls the resource. */
    readonly resource?: string,
    /** The resources that have the rest of the task, where the document only holds its containers. */
    readonly referrers: readonly Referrer[] = [],
    /** The containers that are made elsewhere in the document for a value that stands among these, or in their place. */
    made: (node: NodeId) => readonly Struct[] = () => [],
  ) {
    const items = tree.kind(containersNode) === Kind.Array ? tree.children(containersNode) : [];
    const named =
      tree.kind(containersNode) === Kind.Object && this.isByName ? new Struct(tree, containersNode).keys : [];
    this.containers = [];
    this.hidden = [];
    for (const [index, item] of items.entries()) {
      if (tree.kind(item) === Kind.Object) this.containers.push(new Container(new Struct(tree, item), index));
      else this.take(made(item), index, item);
    }
    if (items.length === 0 && containersNode >= 0) this.take(made(containersNode), 0);
    for (const [index, key] of named.entries()) {
      if (tree.kind(key + 1) === Kind.Object)
        this.containers.push(new Container(new Struct(tree, key + 1), index, key));
      else this.hidden.push(key);
    }
  }

  private take(made: readonly Struct[], index: number, item?: NodeId): void {
    this.containers.push(...made.map((struct) => new Container(struct, index)));
    if (made.length === 0 && item !== undefined) this.hidden.push(item);
  }

  /** The same task for whoever is to look at some of its containers only. A copy: for an object that is made the prototype of
   * another the engine makes a shape, which would keep this one. */
  withOnly(containers: readonly Container[]): TaskDefinition {
    const { tree, containersNode } = this;
    const wanted = new Set(containers.map(({ id }) => id));
    const passedOver: NodeSet = {
      has: (node) => containersNode >= 0 && tree.parent(node) === containersNode && !wanted.has(node),
    };
    return Object.assign(Object.create(Object.getPrototypeOf(this)), this, { containers, passedOver });
  }
  /** The containers that nobody is to look at, by their nodes. */
  readonly passedOver: NodeSet = NOTHING;

  /** Whether containers are given by name, as members of an object. */
  get isByName(): boolean {
    return false;
  }
  /** Whether the containers stand here, so that one can be added. */
  get hasContainers(): boolean {
    const kind = this.tree.kind(this.containersNode);
    return kind === Kind.Array || (this.isByName && kind === Kind.Object);
  }

  field(name: string): Field {
    return this.struct?.field(name) ?? new Field(this.tree, name, -1, -1);
  }

  /** A property wherever it is written: here, or in the resource that takes its containers from here. Where it stands in
   * this document, only `field` can say. */
  stated(name: string): Field {
    if (this.struct || this.referrers.length === 0) return this.field(name);
    const [first, ...others] = this.referrers.map(({ task }) => task.field(name));
    if (others.every((other) => other.source === first.source)) return first;
    // Each resource decides for itself.
    return new Field(first.tree, name, NONE, this.referrers[0].task.containersNode);
  }

  /** Whether this is what `aws ecs describe-task-definition` prints: what runs, not what somebody is about to register. */
  get isDescribed(): boolean {
    if (!this.struct || this.tree.dialect !== 'api') return false;
    const parent = this.tree.parent(this.struct.node);
    return parent !== NONE || !this.field('taskDefinitionArn').isAbsent;
  }

  /** The family, or the placeholder that stands for it. */
  get family(): string | undefined {
    const field = this.stated('family');
    return field.text || field.shown;
  }

  /** What the task is called where people read it: its family, else what the template calls the resource. */
  get label(): string {
    return this.stated('family').shown ?? this.resource ?? '';
  }

  get start(): number {
    return this.tree.start(this.struct?.node ?? this.containersNode);
  }
  get end(): number {
    return this.tree.end(this.struct?.node ?? this.containersNode);
  }
}
