using System.Collections;

namespace Scriban.Runtime.Accessors;

internal abstract class DictionaryAccessor : ObjectAccessor
{
    public static ObjectAccessor? TryCreate(object target)
    {
        Type? generic = target.GetType().GetInterfaces().FirstOrDefault(
            type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>));
        if (generic is null) return target is IDictionary ? new UntypedDictionaryAccessor() : null;
        Type accessor = typeof(TypedDictionaryAccessor<,>).MakeGenericType(generic.GenericTypeArguments);
        return (ObjectAccessor)Activator.CreateInstance(accessor)!;
    }

    private sealed class UntypedDictionaryAccessor : DictionaryAccessor
    {
        public override Type IndexType => typeof(object);

        public override IEnumerable<string> GetMembers(TemplateContext context, object target) =>
            ((IDictionary)target).Keys.Cast<object>().Select(key => context.ObjectToString(key) ?? string.Empty);

        public override bool TryGetValue(TemplateContext context, object target, string member, out object? value) =>
            TryGetItem(context, target, member, out value);

        public override bool TrySetValue(TemplateContext context, object target, string member, object? value) =>
            TrySetItem(context, target, member, value);

        public override bool TryGetItem(TemplateContext context, object target, object index, out object? value)
        {
            bool found = ((IDictionary)target).Contains(index);
            value = found ? ((IDictionary)target)[index] : null;
            return found;
        }

        public override bool TrySetItem(TemplateContext context, object target, object index, object? value)
        {
            ((IDictionary)target)[index] = value;
            return true;
        }
    }

    private sealed class TypedDictionaryAccessor<TKey, TValue> : DictionaryAccessor
        where TKey : notnull
    {
        public override Type IndexType => typeof(TKey);

        public override IEnumerable<string> GetMembers(TemplateContext context, object target) =>
            ((IDictionary<TKey, TValue>)target).Keys.Select(key => context.ObjectToString(key) ?? string.Empty);

        public override bool TryGetValue(TemplateContext context, object target, string member, out object? value) =>
            TryGetItem(context, target, context.ToObject(default, member, typeof(TKey))!, out value);

        public override bool TrySetValue(TemplateContext context, object target, string member, object? value) =>
            TrySetItem(context, target, context.ToObject(default, member, typeof(TKey))!, value);

        public override bool TryGetItem(TemplateContext context, object target, object index, out object? value)
        {
            bool found = ((IDictionary<TKey, TValue>)target).TryGetValue((TKey)index, out TValue? typed);
            value = typed;
            return found;
        }

        public override bool TrySetItem(TemplateContext context, object target, object index, object? value)
        {
            ((IDictionary<TKey, TValue>)target)[(TKey)index] = context.ToObject<TValue>(context.CurrentSpan, value)!;
            return true;
        }
    }
}
