package io.ballast.events.json;

import io.ballast.events.EventData;
import io.ballast.events.MayBeAbsent;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Refuses event data that lacks a component which is not {@link MayBeAbsent}, before it is published or believed. */
final class RequiredComponents {

    private static final ClassValue<List<RecordComponent>> OF = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .filter(component -> !component.getType().isPrimitive())
                    .filter(component -> !component.isAnnotationPresent(MayBeAbsent.class))
                    .toList();
        }
    };

    private RequiredComponents() {}

    /**
     * @throws IllegalArgumentException naming the first component that is missing
     */
    static void check(EventData data) {
        for (RecordComponent component : OF.get(data.getClass())) {
            if (valueOf(component, data) == null) {
                throw new IllegalArgumentException(data.eventType().wireName() + " lacks " + component.getName());
            }
        }
    }

    private static Object valueOf(RecordComponent component, EventData data) {
        try {
            return component.getAccessor().invoke(data);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("An event's record is not accessible: " + data.getClass(), e);
        }
    }
}
