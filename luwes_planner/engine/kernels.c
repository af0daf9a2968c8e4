/* The loops of the solver. See basis.py and columns.py for what they do and why it is right.
 *
 * Integers only, so that every machine finds the same. Nothing is allocated here.
 */

#include <stdint.h>

#define NONE UINT32_MAX
#define FAR ((int64_t)1 << 61)

static inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }

/* ---- the spanning tree ------------------------------------------------------------------- */

/* `up` is 1 where the arc to the parent points to the parent. Children are a list, both ways. */
typedef struct {
    uint32_t parent, arc, up, depth, child, next, previous, unused;
} Node;

typedef struct {
    uint32_t *tail, *head;
    int64_t *capacity, *cost, *flow;
    int8_t *state; /* 1 empty, -1 full, 0 in the tree */
} Arcs;

static void attach(Node *node, uint32_t v, uint32_t parent) {
    uint32_t first = node[parent].child;
    node[v].parent = parent;
    node[v].next = first;
    node[v].previous = NONE;
    if (first != NONE) node[first].previous = v;
    node[parent].child = v;
}

static void detach(Node *node, uint32_t v) {
    uint32_t before = node[v].previous, after = node[v].next;
    if (before != NONE) node[before].next = after;
    else node[node[v].parent].child = after;
    if (after != NONE) node[after].previous = before;
}

static void hang(Node *node, int64_t *price, uint32_t v, uint32_t parent, uint32_t arc, int64_t way) {
    node[v].arc = arc;
    node[v].up = 0;
    node[v].depth = node[parent].depth + 1;
    node[v].child = NONE;
    attach(node, v, parent);
    price[v] = way;
}

/* The arc of most negative reduced cost of the first block that has any, or -1. */
static int64_t entering(const Arcs *a, const int64_t *price, int64_t count, int64_t *at, int64_t block) {
    int64_t best = 0, found = -1, left = block, e = *at;
    for (int64_t seen = 0; seen < count; seen++) {
        int64_t reduced = a->state[e] * (a->cost[e] + price[a->tail[e]] - price[a->head[e]]);
        if (reduced < best) {
            best = reduced;
            found = e;
        }
        if (++e == count) e = 0;
        if (--left == 0) {
            if (found >= 0) break;
            left = block;
        }
    }
    *at = e;
    return found;
}

typedef struct {
    uint32_t join, out; /* where the two ways meet; the lower node of the blocking arc */
    int64_t step;       /* how much flow fits around the cycle */
    int side;           /* the blocking arc: 0 the entering one, 1 before it, 2 behind it */
} Cycle;

static Cycle blocking(const Arcs *a, const Node *node, uint32_t source, uint32_t sink, int64_t limit) {
    int64_t before = limit, behind = limit;
    uint32_t u = source, v = sink, out_before = NONE, out_behind = NONE;
    uint32_t deep_u = node[u].depth, deep_v = node[v].depth;
    while (u != v) {
        if (deep_u > deep_v) {
            uint32_t arc = node[u].arc;
            int64_t room = node[u].up ? a->flow[arc] : a->capacity[arc] - a->flow[arc];
            if (room <= before) {
                before = room;
                out_before = u;
            }
            u = node[u].parent;
            deep_u--;
        } else {
            uint32_t arc = node[v].arc;
            int64_t room = node[v].up ? a->capacity[arc] - a->flow[arc] : a->flow[arc];
            if (room < behind) {
                behind = room;
                out_behind = v;
            }
            v = node[v].parent;
            deep_v--;
        }
    }
    if (out_behind != NONE && behind < before) return (Cycle){u, out_behind, behind, 2};
    if (out_before != NONE) return (Cycle){u, out_before, before, 1};
    return (Cycle){u, source, limit, 0};
}

static void push(const Arcs *a, const Node *node, uint32_t source, uint32_t sink, uint32_t join, int64_t step) {
    for (uint32_t u = source; u != join; u = node[u].parent) a->flow[node[u].arc] += node[u].up ? -step : step;
    for (uint32_t u = sink; u != join; u = node[u].parent) a->flow[node[u].arc] += node[u].up ? step : -step;
}

/* Turn the way from `inner` up to `last` round and hang it under `outer` by `arc`. */
static void rehang(Node *node, uint32_t inner, uint32_t outer, uint32_t arc, uint32_t up, uint32_t last) {
    uint32_t here = inner, parent = outer;
    for (;;) {
        uint32_t old_parent = node[here].parent, old_arc = node[here].arc, old_up = node[here].up;
        detach(node, here);
        node[here].arc = arc;
        node[here].up = up;
        attach(node, here, parent);
        if (here == last) return;
        parent = here;
        arc = old_arc;
        up = 1 - old_up;
        here = old_parent;
    }
}

/* Add `change` to the prices of all below `top`, and set their depths. */
static void reprice(Node *node, int64_t *price, uint32_t *stack, uint32_t top, int64_t change) {
    int64_t size = 1;
    price[top] += change;
    node[top].depth = node[node[top].parent].depth + 1;
    stack[0] = top;
    while (size > 0) {
        uint32_t u = stack[--size], deep = node[u].depth + 1;
        for (uint32_t child = node[u].child; child != NONE; child = node[child].next) {
            price[child] += change;
            node[child].depth = deep;
            if (node[child].child != NONE) stack[size++] = child;
        }
    }
}

/* Pivot among the first `count` arcs, at most `limit` times; returns how often. `*at` is the arc to
 * go on from, `*done` whether nothing is left to improve. */
int64_t improve(uint32_t *tail, uint32_t *head, int64_t *capacity, int64_t *cost, int64_t *flow, int8_t *state,
                Node *node, int64_t *price, uint32_t *stack, int64_t count, int64_t *at, int64_t block,
                int64_t limit, int64_t *done) {
    Arcs a = {tail, head, capacity, cost, flow, state};
    *done = 0;
    for (int64_t pivot = 0; pivot < limit; pivot++) {
        int64_t e = entering(&a, price, count, at, block);
        if (e < 0) {
            *done = 1;
            return pivot;
        }
        uint32_t source = state[e] == 1 ? tail[e] : head[e], sink = state[e] == 1 ? head[e] : tail[e];
        Cycle cycle = blocking(&a, node, source, sink, capacity[e]);
        if (cycle.step > 0) {
            flow[e] += state[e] * cycle.step;
            push(&a, node, source, sink, cycle.join, cycle.step);
        }
        if (cycle.side == 0) {
            state[e] = -state[e];
            continue;
        }
        uint32_t leaving = node[cycle.out].arc;
        uint32_t inner = cycle.side == 1 ? source : sink, outer = cycle.side == 1 ? sink : source;
        uint32_t up = tail[e] == inner;
        int64_t change = price[outer] - price[inner] + (up ? -cost[e] : cost[e]);
        state[leaving] = flow[leaving] == 0 ? 1 : -1;
        state[e] = 0;
        rehang(node, inner, outer, (uint32_t)e, up, cycle.out);
        reprice(node, price, stack, inner, change);
    }
    return limit;
}

/* A tree being grown: arcs by tail and by head, the nodes reached so far in their order. */
typedef struct {
    Arcs arcs;
    Node *node;
    int64_t *price;
    const int64_t *out, *in;
    const int32_t *by_tail, *by_head;
    uint32_t *reached;
    int64_t last;
} Growth;

static void reach(Growth *g, uint32_t to, uint32_t from, uint32_t arc, uint32_t up) {
    hang(g->node, g->price, to, from, arc, g->price[from] + (up ? -g->arcs.cost[arc] : g->arcs.cost[arc]));
    g->node[to].up = up;
    g->arcs.state[arc] = 0;
    g->reached[g->last++] = to;
}

/* Reach all that hangs together with the nodes reached since `from` by arcs neither empty nor full. */
static void reach_free(Growth *g, int64_t from) {
    const Arcs *a = &g->arcs;
    for (; from < g->last; from++) {
        uint32_t v = g->reached[from];
        for (int64_t k = g->out[v]; k < g->out[v + 1]; k++) {
            uint32_t arc = (uint32_t)g->by_tail[k], to = a->head[arc];
            if (g->node[to].depth == NONE && a->flow[arc] > 0 && a->flow[arc] < a->capacity[arc]) reach(g, to, v, arc, 0);
        }
        for (int64_t k = g->in[v]; k < g->in[v + 1]; k++) {
            uint32_t arc = (uint32_t)g->by_head[k], to = a->tail[arc];
            if (g->node[to].depth == NONE && a->flow[arc] > 0 && a->flow[arc] < a->capacity[arc]) reach(g, to, v, arc, 1);
        }
    }
}

/* Reach what v could send more to, or take some back from, with all that hangs together with it. */
static void reach_on(Growth *g, uint32_t v) {
    const Arcs *a = &g->arcs;
    for (int64_t k = g->out[v]; k < g->out[v + 1]; k++) {
        uint32_t arc = (uint32_t)g->by_tail[k], to = a->head[arc];
        if (g->node[to].depth != NONE || a->flow[arc] == a->capacity[arc]) continue;
        reach(g, to, v, arc, 0);
        reach_free(g, g->last - 1);
    }
    for (int64_t k = g->in[v]; k < g->in[v + 1]; k++) {
        uint32_t arc = (uint32_t)g->by_head[k], to = a->tail[arc];
        if (g->node[to].depth != NONE || a->flow[arc] == 0) continue;
        reach(g, to, v, arc, 1);
        reach_free(g, g->last - 1);
    }
}

/* Make a strongly feasible tree for a flow: the arcs that are neither empty nor full, joined by
 * others that could carry more away from the root; what no flow could reach hangs by an artificial
 * arc of cost `dear`, appended. Returns the arcs then, or -1 where such arcs close a circle. */
int64_t plant(uint32_t *tail, uint32_t *head, int64_t *capacity, int64_t *cost, int64_t *flow, int8_t *state,
              Node *node, int64_t *price, int64_t arcs, int64_t nodes, const int64_t *out, const int32_t *by_tail,
              const int64_t *in, const int32_t *by_head, uint32_t *reached, int64_t dear) {
    Growth g = {{tail, head, capacity, cost, flow, state}, node, price, out, in, by_tail, by_head, reached, 1};
    int64_t size = arcs, done = 0;
    for (int64_t arc = 0; arc < arcs; arc++) state[arc] = flow[arc] == 0 ? 1 : -1;
    reached[0] = 0;
    reach_free(&g, 0);
    for (uint32_t next = 1; next <= nodes; next++) {
        while (done < g.last) reach_on(&g, reached[done++]);
        if (next == nodes || node[next].depth != NONE) continue;
        tail[size] = 0;
        head[size] = next;
        capacity[size] = (int64_t)1 << 60;
        cost[size] = dear;
        flow[size] = 0;
        reach(&g, next, 0, (uint32_t)size++, 0);
        reach_free(&g, g.last - 1);
    }
    for (int64_t arc = 0; arc < arcs; arc++)
        if (state[arc] != 0 && flow[arc] != 0 && flow[arc] != capacity[arc]) return -1;
    return size;
}

/* ---- bringing arcs into play --------------------------------------------------------------- */

/* Append arcs (by head, ascending) and hang new nodes by their cheapest; returns the nodes then. */
int64_t join(uint32_t *tail, uint32_t *head, int64_t *capacity, int64_t *cost, int64_t *flow, int8_t *state,
             Node *node, int64_t *price, int64_t size, int64_t count, int32_t *local, const int32_t *picked,
             int64_t picks, const int32_t *from, const int32_t *to, const int32_t *room, const int64_t *points) {
    int64_t i = 0;
    while (i < picks) {
        int32_t v = to[picked[i]];
        int is_new = local[v] < 0;
        int64_t best = -1, way = 0;
        if (is_new) local[v] = (int32_t)count++;
        for (; i < picks && to[picked[i]] == v; i++, size++) {
            int32_t given = picked[i];
            tail[size] = (uint32_t)local[from[given]];
            head[size] = (uint32_t)local[v];
            capacity[size] = room[given];
            cost[size] = points[given];
            flow[size] = 0;
            state[size] = 1;
            if (is_new && (best < 0 || price[tail[size]] + cost[size] < way)) {
                best = size;
                way = price[tail[size]] + cost[size];
            }
        }
        if (is_new) {
            hang(node, price, (uint32_t)local[v], tail[best], (uint32_t)best, way);
            state[best] = 0;
        }
    }
    return count;
}

/* Group arcs by the node at one end: order[start[v] … start[v + 1]] are those of v. */
void group(int64_t nodes, int64_t arcs, const int32_t *end, int64_t *start, int32_t *order) {
    for (int64_t v = 0; v <= nodes; v++) start[v] = 0;
    for (int64_t arc = 0; arc < arcs; arc++) start[end[arc] + 1]++;
    for (int64_t v = 0; v < nodes; v++) start[v + 1] += start[v];
    for (int64_t arc = 0; arc < arcs; arc++) order[start[end[arc]]++] = (int32_t)arc;
    for (int64_t v = nodes; v > 0; v--) start[v] = start[v - 1];
    start[0] = 0;
}

/* The place of every node in an order in which all arcs point forward; -1 on or behind a circle.
 * `start`, `order` group the arcs by tail; `waits` holds how many arcs reach each node. */
void topological(int64_t nodes, const int64_t *start, const int32_t *order, const int32_t *head, int64_t *waits,
                 int32_t *queue, int32_t *place) {
    int64_t first = 0, last = 0;
    for (int64_t v = 0; v < nodes; v++) {
        place[v] = -1;
        if (waits[v] == 0) queue[last++] = (int32_t)v;
    }
    while (first < last) {
        int32_t v = queue[first];
        place[v] = (int32_t)first++;
        for (int64_t k = start[v]; k < start[v + 1]; k++)
            if (--waits[head[order[k]]] == 0) queue[last++] = head[order[k]];
    }
}

/* How much could reach every node at most, if it alone were served. */
void most_into(int64_t nodes, const int64_t *start, const int32_t *order, const int32_t *tail,
               const int32_t *capacity, int64_t total, int64_t *reach) {
    reach[0] = total;
    for (int64_t v = 1; v < nodes; v++) {
        int64_t into = 0;
        for (int64_t k = start[v]; k < start[v + 1]; k++) into += least(capacity[order[k]], reach[tail[order[k]]]);
        reach[v] = least(into, total);
    }
}

/* Prices of the nodes in play, else the shortest way in. */
void distances(int64_t nodes, const int64_t *start, const int32_t *order, const int32_t *tail,
               const int32_t *capacity, const int64_t *cost, const int32_t *local, const int64_t *price,
               int64_t *distance) {
    for (int64_t v = 0; v < nodes; v++) {
        if (local[v] >= 0) {
            distance[v] = price[local[v]];
            continue;
        }
        int64_t best = FAR;
        for (int64_t k = start[v]; k < start[v + 1]; k++) {
            int32_t arc = order[k];
            if (capacity[arc] > 0 && distance[tail[arc]] < FAR) best = least(best, distance[tail[arc]] + cost[arc]);
        }
        distance[v] = best;
    }
}

typedef struct {
    int64_t way;
    int64_t arc;
} Offer;

static int is_cheaper(const Offer *a, const Offer *b) { return a->way != b->way ? a->way < b->way : a->arc < b->arc; }

/* Let the offer at `at` sink to its place in a heap of n, the cheapest on top. */
static void sink(Offer *offer, int64_t n, int64_t at) {
    Offer moved = offer[at];
    for (int64_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && is_cheaper(&offer[child + 1], &offer[child])) child++;
        if (!is_cheaper(&offer[child], &moved)) break;
        offer[at] = offer[child];
    }
    offer[at] = moved;
}

/* Pick arcs that improve, cheapest first, until what they could carry is wanted; returns how many.
 * `offers` has room for the arcs into one node, `limit` is FAR below zero for all nodes. */
int64_t pick(int64_t nodes, const int64_t *start, const int32_t *order, const int32_t *tail,
             const int32_t *capacity, const int64_t *cost, const int32_t *local, int8_t *is_active,
             const int64_t *distance, const int64_t *reach, int64_t *want, int64_t *limit, Offer *offers,
             int32_t *picked) {
    int64_t picks = 0;
    for (int64_t v = nodes - 1; v > 0; v--) {
        int64_t bound = local[v] >= 0 ? distance[v] : limit[v], n = 0, got = 0, wanted = most(want[v], 1);
        if (bound == -FAR) continue;
        for (int64_t k = start[v]; k < start[v + 1]; k++) {
            int32_t arc = order[k];
            if (is_active[arc] || capacity[arc] == 0 || distance[tail[arc]] >= FAR) continue;
            int64_t way = distance[tail[arc]] + cost[arc];
            if (way < bound) offers[n++] = (Offer){way, arc};
        }
        for (int64_t i = n / 2 - 1; i >= 0; i--) sink(offers, n, i);
        while (n > 0 && got < wanted) {
            int32_t arc = (int32_t)offers[0].arc, from = tail[arc];
            offers[0] = offers[--n];
            sink(offers, n, 0);
            int64_t could = least(capacity[arc], reach[from]);
            is_active[arc] = 1;
            picked[picks++] = arc;
            got += could;
            if (local[from] < 0) {
                want[from] += least(wanted, could);
                limit[from] = most(limit[from], bound - cost[arc]);
            }
        }
    }
    return picks;
}

/* Replace FAR by the lowest price that leaves no arc out of the node with a negative cost. */
void lowest_prices(int64_t nodes, const int64_t *start, const int32_t *order, const int32_t *head,
                   const int32_t *capacity, const int64_t *cost, int64_t *price) {
    for (int64_t v = nodes - 1; v >= 0; v--) {
        if (price[v] < FAR) continue;
        int64_t lowest = -FAR;
        for (int64_t k = start[v]; k < start[v + 1]; k++) {
            int32_t arc = order[k];
            if (capacity[arc] > 0) lowest = most(lowest, price[head[arc]] - cost[arc]);
        }
        price[v] = lowest == -FAR ? 0 : lowest;
    }
}
